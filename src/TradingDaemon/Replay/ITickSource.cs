using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Replay;

/// <summary>A market as ticks in the order they became known, recorded or made up.</summary>
internal interface ITickSource
{
    /// <summary>Ticks delivered so far.</summary>
    long Rows { get; }

    /// <summary>How far it is, 0…1.</summary>
    double FractionDone { get; }

    /// <summary>When the last delivered tick became known.</summary>
    DateTimeOffset CurrentTime { get; }

    /// <summary>The next tick; false at the end.</summary>
    bool TryRead(out RawTick tick);
}
