ardour {
  ["type"] = "EditorHook",
  name = "t2m",
  license = "Apache-2.0",
  author = "The t2m founders",
  description = [[Lets t2m lay music into the session that is open, and read its markers.]],
}

function signals()
  return LuaSignal.Set():add({ [LuaSignal.LuaTimerDS] = true })
end

function factory()
  -- Ardour's Lua has no dofile.
  local path = ARDOUR.user_config_directory(-1) .. "/scripts/t2m_mailbox.lua"
  local mailbox = assert(loadfile(path), path .. " is missing: copy it there, too")()
  local box = { folder = mailbox.folder("ardour") }
  local editor = {}

  local function rate() return Session:nominal_sample_rate() end

  local function audio_tracks()
    local found = {}
    for route in Session:get_tracks():iter() do
      local track = route:to_track()
      if not track:isnil() and not track:to_audio_track():isnil() then
        found[#found + 1] = route
      end
    end
    return found
  end

  function editor.project() return Session:name() end

  function editor.read()
    local rows = {
      { "project", Session:name() },
      { "playhead", mailbox.seconds(Session:transport_sample() / rate()) },
    }
    for number, route in ipairs(audio_tracks()) do
      rows[#rows + 1] = { "track", route:name(), 0 }
      for region in route:to_track():playlist():region_list():iter() do
        rows[#rows + 1] = {
          "clip", number - 1, region:name(),
          mailbox.seconds(region:position():samples() / rate()),
          mailbox.seconds(region:length():samples() / rate()), "",
        }
      end
    end
    for mark in Session:locations():list():iter() do
      if (mark:is_mark() or mark:is_range_marker()) and not mark:is_session_range()
          and not mark:is_auto_loop() and not mark:is_auto_punch() then
        local last = mark:is_mark() and mark:start() or mark:_end()
        rows[#rows + 1] = {
          "marker", mark:name(), "", mailbox.seconds(mark:start():samples() / rate()),
          mailbox.seconds(last:samples() / rate()),
        }
      end
    end
    return rows
  end

  -- The whole-file region that comes of importing a file.
  local function import(clip)
    local before = {}
    for id in ARDOUR.RegionFactory.regions():iter() do before[id:to_s()] = true end
    local files = C.StringVector()
    files:push_back(clip.file)
    Editor:do_import(files, Editing.ImportDistinctFiles, Editing.ImportAsRegion,
      ARDOUR.SrcQuality.SrcBest, ARDOUR.MidiTrackNameSource.SMFTrackName,
      ARDOUR.MidiTempoMapDisposition.SMFTempoIgnore, Temporal.timepos_t(0),
      ARDOUR.PluginInfo(), ARDOUR.Track(), false)
    for id, region in pairs(ARDOUR.RegionFactory.regions():table()) do
      if not before[id:to_s()] then return region end
    end
    mailbox.refuse("refused", "Ardour did not import " .. clip.file .. ". Nothing was placed.")
  end

  function editor.place(clips)
    local regions, most = {}, 0
    for number, clip in ipairs(clips) do
      regions[number] = import(clip)
      most = math.max(most, clip.track + 1)
    end
    local missing = most - #audio_tracks()
    if missing > 0 then
      Session:new_audio_track(2, 2, nil, missing, "Music", -1, ARDOUR.TrackMode.Normal, true)
    end
    local tracks = audio_tracks()
    Session:begin_reversible_command("Place music from t2m")
    for number, clip in ipairs(clips) do
      local playlist = tracks[clip.track + 1]:to_track():playlist()
      playlist:to_stateful():clear_changes()
      local region = ARDOUR.RegionFactory.clone_region(regions[number], false, true)
      region:set_name(clip.name)
      local at = Temporal.timepos_t(math.floor(clip.start * rate() + 0.5))
      playlist:add_region(region, at, 1, false)
      Session:add_stateful_diff_command(playlist:to_statefuldestructible())
    end
    Session:commit_reversible_command(nil)
  end

  function editor.undo() Editor:undo(1) end

  return function()
    if Session then mailbox.poll(box, editor) end
  end
end
