namespace TradingDaemon.Domain.Trials;

/// <summary>What a trial on paper came to so far.</summary>
/// <param name="Lasted">How long it has traded; while no process runs it, it does not.</param>
/// <param name="Trades">Trades closed, from flat to flat.</param>
/// <param name="Wins">Those of them that earned something after fees.</param>
/// <param name="OrdersEnded">Orders that ended.</param>
/// <param name="OrdersFilled">Those of them that filled something.</param>
public sealed record PaperFigures(TimeSpan Lasted, int Trades, int Wins, int OrdersEnded, int OrdersFilled)
{
    /// <summary>Part of ended orders that filled something; null before the first ended.</summary>
    public decimal? SuccessShare => OrdersEnded == 0 ? null : (decimal)OrdersFilled / OrdersEnded;

    /// <summary>Part of trades that earned something; null before the first ended.</summary>
    public decimal? ProfitableShare => Trades == 0 ? null : (decimal)Wins / Trades;
}
