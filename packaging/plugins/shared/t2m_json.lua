-- Reads JSON: what `t2m … --json` prints, one object a line. null becomes nil.

local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

local value -- of any kind, from `at` on: returns it and where it ends

local function skip(text, at) return text:find("%S", at) or #text + 1 end

local function fail(at) error("no JSON at character " .. at, 0) end

local function unicode(text, at)
  local code = tonumber(text:match("^%x%x%x%x", at) or fail(at), 16)
  if code >= 0xD800 and code < 0xDC00 then
    local low = text:match("^\\u(%x%x%x%x)", at + 4) or fail(at)
    return 0x10000 + (code - 0xD800) * 0x400 + tonumber(low, 16) - 0xDC00, at + 10
  end
  return code, at + 4
end

local function word(text, at)
  local parts = {}
  at = at + 1
  while true do
    local last = text:find('["\\]', at) or fail(at)
    parts[#parts + 1] = text:sub(at, last - 1)
    if text:sub(last, last) == '"' then return table.concat(parts), last + 1 end
    local letter = text:sub(last + 1, last + 1)
    at = last + 2
    if letter == "u" then
      local code
      code, at = unicode(text, at)
      parts[#parts + 1] = utf8.char(code)
    else
      parts[#parts + 1] = escapes[letter] or letter
    end
  end
end

local function list(text, at)
  local found = {}
  at = skip(text, at + 1)
  if text:sub(at, at) == "]" then return found, at + 1 end
  while true do
    found[#found + 1], at = value(text, at)
    at = skip(text, at)
    local mark = text:sub(at, at)
    at = at + 1
    if mark == "]" then return found, at end
    if mark ~= "," then fail(at) end
  end
end

local function object(text, at)
  local found, name = {}, nil
  at = skip(text, at + 1)
  if text:sub(at, at) == "}" then return found, at + 1 end
  while true do
    at = skip(text, at)
    if text:sub(at, at) ~= '"' then fail(at) end
    name, at = word(text, at)
    at = skip(text, at)
    if text:sub(at, at) ~= ":" then fail(at) end
    found[name], at = value(text, at + 1)
    at = skip(text, at)
    local mark = text:sub(at, at)
    at = at + 1
    if mark == "}" then return found, at end
    if mark ~= "," then fail(at) end
  end
end

local literals = { ["true"] = true, ["false"] = false }

function value(text, at)
  at = skip(text, at)
  local mark = text:sub(at, at)
  if mark == "{" then return object(text, at) end
  if mark == "[" then return list(text, at) end
  if mark == '"' then return word(text, at) end
  local number = text:match("^-?%d+%.?%d*[eE]?[+-]?%d*", at)
  if number then return tonumber(number), at + #number end
  local literal = text:match("^%a+", at)
  if literal == "null" then return nil, at + 4 end
  if literals[literal] == nil then fail(at) end
  return literals[literal], at + #literal
end

return { decode = function(text) return (value(text, 1)) end }
