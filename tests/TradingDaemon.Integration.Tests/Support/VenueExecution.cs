namespace TradingDaemon.Integration.Tests.Support;

/// <summary>One execution as the venue wrote it down.</summary>
internal sealed record VenueExecution(string Id, string Client, string Symbol, string Side, decimal Price, decimal Quantity, decimal Fee, string Asset)
{
    /// <summary>The venue's name of its order; empty where that is not compared.</summary>
    public string Order { get; init; } = "";
}
