// How a reader moves in a trace that may still grow.
import { beforeEach, describe, expect, it } from 'vitest';

import { Beats } from '../playground/model/beats.js';
import { BEAT, Player } from '../playground/model/player.js';
import type { TraceEvent } from '../playground/model/trace.js';
import { sleepers } from './sleepers.js';

describe('a player', () => {
  let all: TraceEvent[];
  let trace: TraceEvent[];
  let beats: Beats;
  let player: Player;

  function grow(count: number): void {
    for (const event of all.slice(trace.length, trace.length + count)) {
      trace.push(event);
      beats.push(event);
    }
    player.grow();
  }

  beforeEach(async () => {
    all = await sleepers();
    trace = [];
    beats = new Beats();
    player = new Player(trace, beats);
  });

  it('follows the end of a trace that grows', () => {
    grow(10);
    expect(player.position).toBe(10);
    grow(10);
    expect([player.position, player.follows]).toEqual([20, true]);
  });

  it('stays where the reader steps back to, until he is at the end again', () => {
    grow(30);
    player.back();
    const { position } = player;
    grow(10);
    expect([player.position, player.follows]).toEqual([position, false]);
    player.toEnd();
    grow(10);
    expect(player.position).toBe(50);
  });

  it('stays at what was the end when it is paused there', () => {
    grow(30);
    player.pause();
    grow(10);
    expect(player.position).toBe(30);
  });

  it('steps from beat to beat, there and back', () => {
    grow(all.length);
    player.toBegin();
    const there: number[] = [];
    while (player.position < all.length) {
      there.push(player.position);
      player.forward();
    }
    expect(there.slice(0, 4)).toEqual([0, 4, 11, 13]); // main begins, ends; lazy begins
    expect(player.follows).toBe(true);
    const back: number[] = [];
    while (player.position > 0) {
      player.back();
      back.push(player.position);
    }
    expect(back.reverse()).toEqual(there);
  });

  it('steps by single events', () => {
    grow(all.length);
    player.backOne();
    expect(player.position).toBe(all.length - 1);
    player.forwardOne();
    player.forwardOne();
    expect(player.position).toBe(all.length);
    player.goTo(0);
    player.backOne();
    expect(player.position).toBe(0);
  });

  it('plays from the beginning when it is at the end, and ends there', () => {
    grow(all.length);
    player.speed = 100;
    player.play();
    expect([player.position, player.plays]).toEqual([0, true]);
    let ticks = 0;
    while (player.plays) {
      player.tick(1 / 60);
      ticks++;
    }
    expect(player.position).toBe(all.length);
    const lasts = (2.5 + beats.count * BEAT) / player.speed;
    expect(ticks).toBe(Math.ceil(lasts * 60)); // the frame in which that much has passed
    expect(player.tick(1)).toBe(false);
  });

  it('takes a second for a second, and a little for each beat', () => {
    grow(all.length);
    player.play();
    const shown: { readonly time: number; readonly at: number }[] = [];
    for (let tick = 1; player.plays; tick++) {
      if (player.tick(1 / 64)) shown.push({ time: trace[player.position - 1]!.time, at: tick / 64 });
    }
    // The program's seconds, and a BEAT for this beat and each one before it: to the frame.
    expect(shown.map(({ at }) => at)).toEqual(shown.map(({ time }, index) => time + (index + 1) * BEAT));
    expect(shown).toHaveLength(beats.count);
  });

  it('waits no longer than four seconds for a clock that goes far', () => {
    all = [
      { time: 0, type: 'stepBegan', task: 1 },
      { time: 3600, type: 'stepEnded', task: 1 },
    ];
    grow(2);
    player.goTo(1);
    player.play();
    let seconds = 0;
    for (; player.plays; seconds += 1 / 64) player.tick(1 / 64);
    expect(seconds).toBe(4);
  });

  it('does not rush when its tab was hidden', () => {
    grow(all.length);
    player.play();
    player.tick(3600);
    expect(player.position).toBe(beats.after(0));
  });

  it('goes to the end at once', () => {
    grow(all.length);
    player.speed = Infinity;
    player.play();
    expect([player.position, player.plays]).toEqual([all.length, false]);
  });

  it('follows again when it has played to the end', () => {
    grow(30);
    player.toBegin();
    player.speed = 100;
    player.play();
    while (player.plays) player.tick(0.1);
    grow(10);
    expect(player.position).toBe(40);
  });

  it('has nothing to play in an empty trace', () => {
    player.play();
    expect(player.plays).toBe(false);
  });
});
