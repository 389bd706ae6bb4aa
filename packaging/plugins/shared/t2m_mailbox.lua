-- The folder through which t2m asks a plug-in: see t2m_engine/links/mailbox.py, which describes it.
-- For Ardour's and Reaper's Lua; it uses io and os, and nothing of any editor.

local M = { version = "1" }

local windows = os.getenv("OS") == "Windows_NT" -- Ardour's Lua has no package.config
local escapes = { ["\\"] = "\\\\", ["\t"] = "\\t", ["\n"] = "\\n", ["\r"] = "\\r" }
local plain = { t = "\t", n = "\n", r = "\r" }

local function exists(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end

-- Where t2m keeps what it can make again; the same on each system as in t2m_engine/places.py.
function M.folder(editor)
  local home = os.getenv("HOME") or ""
  if windows then
    return os.getenv("LOCALAPPDATA") .. "\\t2m\\Cache\\links\\" .. editor
  elseif exists("/System/Library/CoreServices/SystemVersion.plist") then
    return home .. "/Library/Caches/t2m/links/" .. editor
  end
  local cache = os.getenv("XDG_CACHE_HOME")
  if not cache or cache == "" then cache = home .. "/.cache" end
  return cache .. "/t2m/links/" .. editor
end

-- For editors that have no call of their own to make a folder.
function M.make(folder)
  if exists(folder .. "/here") then return end
  os.execute('mkdir -p -m 700 "' .. folder:gsub('"', '\\"') .. '"')
end

function M.escape(word)
  return (tostring(word):gsub("[\\\t\n\r]", escapes))
end

function M.unescape(word)
  return (word:gsub("\\(.)", function(letter) return plain[letter] or letter end))
end

-- Seconds as t2m reads them, whatever the decimal mark of the editor's language.
function M.seconds(number)
  return (string.format("%.9f", number):gsub(",", "."))
end

function M.number(word)
  return tonumber(word) or tonumber((word:gsub("%.", ",")))
end

-- Refuse from within a handler: `trouble` is a word of t2m_engine/links/model.Trouble.
function M.refuse(trouble, sentence)
  error({ trouble = trouble, sentence = sentence }, 0)
end

local function write(folder, name, rows)
  local lines = {}
  for _, row in ipairs(rows) do
    local words = {}
    for i, word in ipairs(row) do words[i] = M.escape(word) end
    lines[#lines + 1] = table.concat(words, "\t")
  end
  local file = io.open(folder .. "/" .. name .. ".part", "wb")
  if not file then return false end
  local done = file:write(table.concat(lines, "\n"), "\n")
  done = file:close() and done
  if windows then os.remove(folder .. "/" .. name) end -- there, a rename replaces nothing
  return done and os.rename(folder .. "/" .. name .. ".part", folder .. "/" .. name)
end

local function read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local rows = {}
  for line in file:read("a"):gmatch("[^\n]+") do
    local row = {}
    for word in (line .. "\t"):gmatch("(.-)\t") do row[#row + 1] = M.unescape(word) end
    rows[#rows + 1] = row
  end
  file:close()
  return rows
end

-- A row with this process and when it began, where Linux tells; else nil.
local function process()
  local file = io.open("/proc/self/stat", "rb")
  if not file then return nil end
  local told = file:read("a")
  file:close()
  local fields = {}
  for word in told:match(".*%)(.*)"):gmatch("%S+") do fields[#fields + 1] = word end
  return { "process", told:match("^%d+"), fields[20] }
end

local function asked(rows)
  local ask = { clips = {} }
  for _, row in ipairs(rows) do
    if row[1] == "clip" then
      ask.clips[#ask.clips + 1] = {
        file = row[2], name = row[3], start = M.number(row[4]), length = M.number(row[5]),
        track = tonumber(row[6]),
      }
    else
      ask[row[1]] = row[2] or ""
    end
  end
  return ask
end

-- Look once for a request, and do it. `editor` has `project()`, the name of the one that is shown,
-- and handlers `read()` → rows, `place(clips)` and `undo()`; a box remembers between two looks.
function M.poll(box, editor)
  if box.working then return end -- an editor that draws meanwhile may call us again
  local now = os.time()
  if now - (box.said or 0) >= 2 then
    box.said = now
    local rows = { { "project", editor.project() }, process() }
    rows[#rows + 1] = { "end" }
    if not write(box.folder, "here", rows) then
      M.make(box.folder)
    end
  end
  if not os.rename(box.folder .. "/request", box.folder .. "/taken") then return end
  local rows = read(box.folder .. "/taken")
  if not rows or #rows < 2 or rows[#rows][1] ~= "end" then return end
  local ask = asked(rows)
  if now > tonumber(ask.expires or 0) then return end -- nobody waits for it any more
  box.working = true
  local answer = { { "t2m-link", M.version }, { "id", ask.id } }
  local done, found = pcall(function()
    local shown = editor.project()
    if ask["t2m-link"] ~= M.version then
      M.refuse("refused", "The plug-in in the editor is of another t2m. Install both anew.")
    elseif ask.project ~= "" and ask.project ~= shown then
      M.refuse("other_project", "Another project is shown now: “" .. shown .. "”, not “"
        .. ask.project .. "”. Nothing was done to it.")
    elseif ask["do"] == "place" then
      for _, clip in ipairs(ask.clips) do
        if not exists(clip.file) then
          M.refuse("refused", clip.file .. " cannot be read. Nothing was sent.")
        end
      end
      editor.place(ask.clips)
    elseif ask["do"] == "undo" then
      editor.undo()
    end
    return ask["do"] == "read" and editor.read() or {}
  end)
  box.working = false
  if done then
    for _, row in ipairs(found) do answer[#answer + 1] = row end
  elseif type(found) == "table" then
    answer[#answer + 1] = { "error", found.trouble, found.sentence }
  else
    answer[#answer + 1] = { "error", "refused", "The plug-in failed: " .. tostring(found) }
  end
  answer[#answer + 1] = { "end" }
  write(box.folder, "answer", answer)
end

return M
