namespace TradingDaemon.Engine.Evaluation.Bars;

/// <summary>What a bar is built from, worst first: once a better source was seen for an instrument, the worse ones no longer count.</summary>
internal enum BarSource : byte
{
    /// <summary>Mids of quotes.</summary>
    Mid = 1,

    /// <summary>Prices and sizes of trades.</summary>
    Trade,

    /// <summary>Recorded bars of a shorter interval.</summary>
    ShorterBar,

    /// <summary>Recorded bars of the very interval.</summary>
    Bar,
}
