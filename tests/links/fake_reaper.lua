-- A Reaper that is none: what t2m's script calls, with a project in memory. Arguments: the script.

local script = arg[1]
local cache = os.getenv("XDG_CACHE_HOME") .. "/t2m/links/reaper"
local deferred, undo = nil, nil
local tracks = { { name = "Voice", items = {} } }
local notes = { notes = "She waits.\nNobody comes.", at = 3.0, length = 2.0 }
tracks[1].items[1] = notes

local function copy()
  local all = {}
  for i, track in ipairs(tracks) do
    all[i] = { name = track.name, items = { table.unpack(track.items) } }
  end
  return all
end

local function items()
  local all = {}
  for _, track in ipairs(tracks) do
    for _, item in ipairs(track.items) do all[#all + 1] = item end
  end
  return all
end

local markers = { { true, 2.0, 6.0, "Storm" }, { false, 9.0, 0.0, "End" } }
local values = { D_POSITION = "at", D_LENGTH = "length" }

reaper = {
  get_action_context = function() return true, script, 0, 0, 0, 0, 0 end,
  RecursiveCreateDirectory = function(path) return os.execute('mkdir -p "' .. path .. '"') end,
  GetExtState = function(_, name) return name == "command" and cache .. "/fake-t2m" or "" end,
  GetProjectName = function() return "Fake film.rpp" end,
  GetCursorPosition = function() return 1.5 end,
  CountTracks = function() return #tracks end,
  GetTrack = function(_, number) return tracks[number + 1] end,
  GetTrackName = function(track) return true, track.name end,
  CountTrackMediaItems = function(track) return #track.items end,
  GetTrackMediaItem = function(track, number) return track.items[number + 1] end,
  CountMediaItems = function() return #items() end,
  GetMediaItem = function(_, number) return items()[number + 1] end,
  GetSelectedMediaItem = function(_, number) return number == 0 and notes or nil end,
  GetActiveTake = function(item) return item.take end,
  GetTakeName = function(take) return take.name end,
  GetMediaItemTake_Source = function(take) return take.source end,
  GetMediaSourceFileName = function(source) return source.file end,
  GetMediaItemInfo_Value = function(item, name) return item[values[name]] end,
  SetMediaItemInfo_Value = function(item, name, value) item[values[name]] = value return true end,
  GetSetMediaItemInfo_String = function(item) return true, item.notes or "" end,
  GetSetMediaItemTakeInfo_String = function(take, _, name) take.name = name return true, name end,
  GetSetMediaTrackInfo_String = function(track, _, name) track.name = name return true, name end,
  EnumProjectMarkers = function(index)
    local marker = markers[index + 1]
    if not marker then return 0 end
    return index + 1, table.unpack(marker)
  end,
  GetLastMarkerAndCurRegion = function() return -1, -1 end,
  PCM_Source_CreateFromFile = function(file) return { file = file } end,
  InsertTrackAtIndex = function(place) table.insert(tracks, place + 1, { name = "", items = {} }) end,
  AddMediaItemToTrack = function(track)
    assert(undo, "outside of an undo block")
    track.items[#track.items + 1] = { at = 0, length = 0 }
    return track.items[#track.items]
  end,
  AddTakeToMediaItem = function(item) item.take = { name = "" } return item.take end,
  SetMediaItemTake_Source = function(take, source) take.source = source return true end,
  PreventUIRefresh = function() end,
  UpdateArrange = function() end,
  Undo_BeginBlock2 = function() undo = { before = copy() } end,
  Undo_EndBlock2 = function(_, name) undo.name = name end,
  Undo_CanUndo2 = function() return undo and undo.name end,
  Undo_DoUndo2 = function() tracks = undo.before return 1 end,
  ExecProcess = function(line, limit)
    assert(limit == -1, "it must not wait")
    return os.execute(line .. " &")
  end,
  time_precise = os.clock,
  defer = function(call) deferred = call end,
}

local pressed = false
gfx = {
  w = 560, h = 360, mouse_cap = 0, mouse_y = 0, x = 0, y = 0,
  init = function() end, setfont = function() end, set = function() end, rect = function() end,
  update = function() end, quit = function() end,
  drawstr = function(text) if text:find("Return lays", 1, true) then gfx.ready = true end end,
  getchar = function()
    if gfx.ready and not pressed then
      pressed = true
      return 13
    end
    return 0
  end,
}

os.execute('mkdir -p "' .. cache .. '"')
local fake = io.open(cache .. "/fake-t2m", "wb")
fake:write([[#!/bin/sh
echo "$*" >> "]] .. cache .. [[/asked"
echo '{"id": "text", "emotion": {"valence": -0.5}, "suggestions": [{"rank": 1, "score": 1e-1,
"track": "/music/It'"'"'s \u00e9.flac", "start": 10.5, "end": 22.0, "title": "It\u2019s",
"artist": "", "moods": {}, "none": null, "yes": true}]}'
]])
fake:close()
os.execute('chmod +x "' .. cache .. '/fake-t2m"')

dofile(script)
while not io.open(os.getenv("STOP")) do
  local call = assert(deferred, "the script ended")
  deferred = nil
  call()
  os.execute("sleep 0.02")
end
