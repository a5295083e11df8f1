using System.Text.Json.Serialization;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Domain.Facts;

/// <content>What is known of traders on tilt.</content>
public abstract partial record Fact
{
    /// <summary>A trader did what one does on tilt: severity 0 to 10. Only where that is judged.</summary>
    public sealed record TiltFound(StrategyId Trader, TiltSignal Signal, decimal Severity, string Detail) : Fact;

    /// <summary>
    /// Something is done about a trader on tilt, until then (UTC), or until trades end it where that is null; or its recovery goes on. The score is 0 to 100; an entry has so much of its size
    /// from now on, above 0 up to 1. A person ends it by resuming after an emergency stop. Exits pass.
    /// </summary>
    public sealed record TiltMoved(StrategyId Trader, TiltMove Move, int Score, DateTimeOffset? Until, decimal SizeFactor, string Reason) : Fact
    {
        /// <summary>Until when nothing is entered besides (UTC), at level 1 or 2; null where entries go on, and in facts of versions without it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public DateTimeOffset? LockedUntil { get; init; }

        /// <summary>Which lock-out of its level in a row it is, from 1; null without one, and in facts of versions without it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public int? Occurrence { get; init; }

        /// <summary>What has to be earned back from now on, as a sum of fractions; null where that is as before, and in facts of versions without it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public decimal? Debt { get; init; }

        /// <summary>Recovery begins with it, at level 1 or 2: which part of its size an entry has in the first stage; null where none begins, and in facts of versions without it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public decimal? RecoversAt { get; init; }

        /// <summary>Whether something is held against the trader by it, rather than taken back.</summary>
        [JsonIgnore]
        public bool IsMeasure => Move is not (TiltMove.Stage or TiltMove.Recovered or TiltMove.Settled);
    }

    /// <summary>A person wrote about a trader on tilt: by whom, how many words, and what.</summary>
    public sealed record TiltJournalled(StrategyId Trader, string By, int Words, string Text) : Fact;
}
