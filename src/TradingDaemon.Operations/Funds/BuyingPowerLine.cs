namespace TradingDaemon.Operations.Funds;

/// <summary>What a venue itself says may be spent on entries, as it told it last.</summary>
/// <param name="At">When it was asked (UTC).</param>
/// <param name="Currency">What it is counted in.</param>
/// <param name="Shares">On shares; null where it told none.</param>
/// <param name="Crypto">On coins; null where it told none.</param>
/// <param name="Options">On options; null where it told none.</param>
/// <param name="Spent">What was sent since and is not in it, filled or working: it is taken off each of them.</param>
public sealed record BuyingPowerLine(DateTimeOffset At, string Currency, decimal? Shares, decimal? Crypto, decimal? Options, decimal Spent);
