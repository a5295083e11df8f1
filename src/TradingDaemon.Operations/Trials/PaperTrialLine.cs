using TradingDaemon.Domain.Trials;

namespace TradingDaemon.Operations.Trials;

/// <summary>The newest trial on paper before a tier is entered.</summary>
/// <param name="Attempt">1, 2, 3… over the life of the store.</param>
/// <param name="State">What became of it.</param>
/// <param name="Since">When it began (UTC).</param>
/// <param name="Hours">How long it traded.</param>
/// <param name="HoursMin">How long it has to.</param>
/// <param name="Trades">Trades closed.</param>
/// <param name="TradesMin">How many there have to be.</param>
/// <param name="OrdersEnded">Orders that ended.</param>
/// <param name="SuccessShare">Part of them that filled something, 0 to 1; null before the first.</param>
/// <param name="SuccessShareMin">What it has to be.</param>
/// <param name="ProfitableShare">Part of its trades that earned something, 0 to 1; null before the first.</param>
/// <param name="ProfitableShareMin">What it has to be.</param>
/// <param name="TicksDropped">Live ticks it had no room for in this process.</param>
/// <param name="NextAt">From when the next may begin (UTC); null while one goes on, and where it may at once.</param>
public sealed record PaperTrialLine(
    int Attempt, PaperTrialState State, DateTimeOffset Since, double Hours, double HoursMin, int Trades, int TradesMin, int OrdersEnded,
    decimal? SuccessShare, decimal SuccessShareMin, decimal? ProfitableShare, decimal ProfitableShareMin, long TicksDropped, DateTimeOffset? NextAt);
