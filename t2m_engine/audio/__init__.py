"""Music as sound: decoding, the mel front end, the music encoder, clips and waveforms."""
