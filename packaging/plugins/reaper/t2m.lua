-- t2m in Reaper: a window with music for what the selected item's notes, or the region at the
-- cursor, say. A double click, or Return, lays the clip at the cursor. While the window is open,
-- t2m can send to this project (t2m send --to reaper), and read its markers and regions.

local here = ({ reaper.get_action_context() })[2]:match("^(.*)[/\\]") or "."
local mailbox = dofile(here .. "/t2m_mailbox.lua")
local json = dofile(here .. "/t2m_json.lua")

local box = { folder = mailbox.folder("reaper") }
local windows = os.getenv("OS") == "Windows_NT"
reaper.RecursiveCreateDirectory(box.folder, 0)

local function setting(name, usual)
  local value = reaper.GetExtState("t2m", name)
  return value ~= "" and value or usual
end

-- The project, for t2m

local editor = {}

function editor.project()
  local name = reaper.GetProjectName(0, "")
  return name ~= "" and (name:gsub("%.[Rr][Pp][Pp]$", "")) or "Untitled"
end

local function item_name(item)
  local take = reaper.GetActiveTake(item)
  if not take then return "", "" end
  local source = reaper.GetMediaItemTake_Source(take)
  return reaper.GetTakeName(take), source and reaper.GetMediaSourceFileName(source, "") or ""
end

function editor.read()
  local seconds = mailbox.seconds
  local rows = {
    { "project", editor.project() },
    { "playhead", seconds(reaper.GetCursorPosition()) },
  }
  for number = 0, reaper.CountTracks(0) - 1 do
    local track = reaper.GetTrack(0, number)
    local _, name = reaper.GetTrackName(track)
    rows[#rows + 1] = { "track", name, 0 }
    for place = 0, reaper.CountTrackMediaItems(track) - 1 do
      local item = reaper.GetTrackMediaItem(track, place)
      local title, file = item_name(item)
      rows[#rows + 1] = {
        "clip", number, title, seconds(reaper.GetMediaItemInfo_Value(item, "D_POSITION")),
        seconds(reaper.GetMediaItemInfo_Value(item, "D_LENGTH")), file,
      }
    end
  end
  local index = 0
  while true do
    local more, is_region, from, to, name = reaper.EnumProjectMarkers(index)
    if more == 0 then break end
    rows[#rows + 1] = { "marker", name, "", seconds(from), seconds(is_region and to or from) }
    index = index + 1
  end
  -- An item without sound is how Reaper keeps notes on the timeline.
  for number = 0, reaper.CountMediaItems(0) - 1 do
    local item = reaper.GetMediaItem(0, number)
    local _, notes = reaper.GetSetMediaItemInfo_String(item, "P_NOTES", "", false)
    if notes:find("%S") then
      local from = reaper.GetMediaItemInfo_Value(item, "D_POSITION")
      local length = reaper.GetMediaItemInfo_Value(item, "D_LENGTH")
      rows[#rows + 1] = { "marker", (item_name(item)), notes, seconds(from), seconds(from + length) }
    end
  end
  return rows
end

function editor.place(clips)
  local sources = {}
  for number, clip in ipairs(clips) do -- all can be read before anything is added
    sources[number] = reaper.PCM_Source_CreateFromFile(clip.file)
    if not sources[number] then
      mailbox.refuse("refused", "Reaper cannot read " .. clip.file .. ". Nothing was sent.")
    end
  end
  reaper.Undo_BeginBlock2(0)
  reaper.PreventUIRefresh(1)
  for number, clip in ipairs(clips) do
    while reaper.CountTracks(0) <= clip.track do
      local place = reaper.CountTracks(0)
      reaper.InsertTrackAtIndex(place, true)
      local made = reaper.GetTrack(0, place)
      reaper.GetSetMediaTrackInfo_String(made, "P_NAME", "Music " .. (place + 1), true)
    end
    -- Not InsertMedia, which obeys ripple editing and would push what is there.
    local item = reaper.AddMediaItemToTrack(reaper.GetTrack(0, clip.track))
    local take = reaper.AddTakeToMediaItem(item)
    reaper.SetMediaItemTake_Source(take, sources[number])
    reaper.SetMediaItemInfo_Value(item, "D_POSITION", clip.start)
    reaper.SetMediaItemInfo_Value(item, "D_LENGTH", clip.length)
    reaper.GetSetMediaItemTakeInfo_String(take, "P_NAME", clip.name, true)
  end
  reaper.PreventUIRefresh(-1)
  reaper.UpdateArrange()
  reaper.Undo_EndBlock2(0, "Place music from t2m", -1)
end

function editor.undo()
  if reaper.Undo_CanUndo2(0) == "Place music from t2m" then reaper.Undo_DoUndo2(0) end
end

-- What the window is about

-- The notes of the selected item, else the name of the region or marker at the cursor.
local function passage()
  local item = reaper.GetSelectedMediaItem(0, 0)
  if item then
    local _, notes = reaper.GetSetMediaItemInfo_String(item, "P_NOTES", "", false)
    if notes:find("%S") then return notes end
  end
  local at = reaper.GetCursorPosition()
  local marker, region = reaper.GetLastMarkerAndCurRegion(0, at)
  for _, index in ipairs({ region, marker }) do
    if index >= 0 then
      local _, _, _, _, name = reaper.EnumProjectMarkers(index)
      if name:find("%S") then return name end
    end
  end
  return ""
end

local function quoted(word)
  if windows then return '"' .. word:gsub('"', "") .. '"' end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- Run t2m in the background: what it prints is in `name` when it has ended, its code in `name`.done.
local function run(arguments, name)
  local out = box.folder .. "/" .. name
  os.remove(out)
  os.remove(out .. ".done")
  local line = quoted(setting("command", "t2m")) .. " " .. arguments .. " > " .. quoted(out) .. " 2>&1"
  local shell
  if windows then
    local script = io.open(out .. ".cmd", "wb")
    script:write("@echo off\r\n", line, "\r\necho %errorlevel% > ", quoted(out .. ".done"), "\r\n")
    script:close()
    shell = 'cmd.exe /c "' .. out .. '.cmd"'
  else
    local script = io.open(out .. ".sh", "wb")
    script:write(line, "\necho $? > ", quoted(out .. ".done"), "\n")
    script:close()
    shell = '/bin/sh "' .. out .. '.sh"'
  end
  reaper.ExecProcess(shell, -1) -- without waiting
end

local function ended(name)
  local file = io.open(box.folder .. "/" .. name .. ".done", "rb")
  if not file then return nil end
  local code = tonumber(file:read("a"))
  file:close()
  if not code then return nil end -- not written yet
  local printed = io.open(box.folder .. "/" .. name, "rb")
  local text = printed:read("a")
  printed:close()
  return code, text
end

local view = { text = "", found = {}, chosen = 1, note = "Select an item with notes, or a region." }

local function ask(text)
  view.text, view.found, view.chosen, view.asking = text, {}, 1, true
  view.note = "t2m looks for music …"
  local file = io.open(box.folder .. "/passage.txt", "wb")
  file:write(text)
  file:close()
  run("suggest --json -k 12 --text-file " .. quoted(box.folder .. "/passage.txt"), "suggestions")
end

local function hear()
  local code, text = ended("suggestions")
  if not code then return end
  view.asking = false
  if code ~= 0 then
    view.note = text:match("Error: ([^\n]+)") or "t2m could not be started. Is it installed?"
    return
  end
  local ok, answer = pcall(json.decode, text)
  view.found = ok and answer.suggestions or {}
  view.note = #view.found > 0 and "Return lays a clip at the cursor." or "Nothing was found."
end

local function insert()
  local clip = view.found[view.chosen]
  if not clip or view.sending then return end
  view.sending = true
  view.note = "Laying “" .. clip.title .. "” at the cursor …"
  local at = mailbox.seconds(reaper.GetCursorPosition())
  run(string.format("send --json --to reaper --at %s --clip %s %s %s", at, quoted(clip.track),
    mailbox.seconds(clip.start), mailbox.seconds(clip["end"])), "sent")
end

local function sent()
  local code, text = ended("sent")
  if not code then return end
  view.sending = false
  view.note = code == 0 and "It lies there." or text:match("Error: ([^\n]+)") or "It did not work."
end

local LINE = 22

local function draw()
  gfx.setfont(1, "Arial", 15)
  gfx.set(0.93, 0.93, 0.93)
  gfx.x, gfx.y = 10, 8
  gfx.drawstr(view.text:sub(1, 120):gsub("%s+", " ") .. "")
  for number, clip in ipairs(view.found) do
    gfx.y = 8 + LINE * (number + 1)
    if number == view.chosen then
      gfx.set(0.25, 0.35, 0.5)
      gfx.rect(4, gfx.y - 3, gfx.w - 8, LINE, true)
      gfx.set(0.93, 0.93, 0.93)
    end
    gfx.x = 10
    local length = math.floor(clip["end"] - clip.start + 0.5)
    gfx.drawstr(string.format("%2d  %s   %s   %d s", number, clip.title, clip.artist, length))
  end
  gfx.x, gfx.y = 10, gfx.h - LINE
  gfx.drawstr(view.note)
end

local KEYS = { escape = 27, enter = 13, up = 30064, down = 1685026670 }

local function handle(key)
  if key == KEYS.up then view.chosen = math.max(1, view.chosen - 1) end
  if key == KEYS.down then view.chosen = math.min(math.max(1, #view.found), view.chosen + 1) end
  if key == KEYS.enter then insert() end
  local pressed = gfx.mouse_cap & 1 == 1
  if pressed and not view.pressed then
    local row = math.floor((gfx.mouse_y - 5) / LINE) - 1
    if view.found[row] then
      local again = row == view.chosen and reaper.time_precise() - (view.clicked or 0) < 0.4
      view.chosen, view.clicked = row, reaper.time_precise()
      if again then insert() end
    end
  end
  view.pressed = pressed
end

local function loop()
  mailbox.poll(box, editor)
  local text = passage()
  if text ~= "" and text ~= view.text and not view.asking then ask(text) end
  if view.asking then hear() end
  if view.sending then sent() end
  local key = gfx.getchar()
  if key < 0 or key == KEYS.escape then
    gfx.quit()
    os.remove(box.folder .. "/here")
    return
  end
  handle(key)
  draw()
  gfx.update()
  reaper.defer(loop)
end

gfx.init("t2m", 560, 360)
loop()
