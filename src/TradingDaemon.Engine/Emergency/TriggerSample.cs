using System.Collections.Immutable;

namespace TradingDaemon.Engine.Emergency;

/// <summary>What the triggers look at, once a second.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="DayLossFraction">Loss since the day began over the day's opening equity, negative for a profit; null when it cannot be valued.</param>
/// <param name="Held">One for each instrument held.</param>
/// <param name="VenuesLost">Venues out of reach now.</param>
/// <param name="HeartbeatAt">When the operator was last heard of, the start counting as once (UTC).</param>
public sealed record TriggerSample(
    DateTimeOffset At, decimal? DayLossFraction, ImmutableArray<HeldSample> Held, ImmutableArray<string> VenuesLost, DateTimeOffset HeartbeatAt);
