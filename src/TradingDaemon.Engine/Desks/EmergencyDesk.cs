using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.Desks;

/// <summary>The emergency stop as the books see it: pulled by command or by the day's loss, and what its own fills did to the strategies' positions.</summary>
/// <param name="account">The account.</param>
public sealed class EmergencyDesk(TradingAccount account)
{
    /// <summary>Who pulled it, when the day's loss did.</summary>
    public const string DailyLossSource = "daily-loss";

    /// <summary>Whether the books moved it by themselves, and nobody commanded it.</summary>
    public static bool IsOwn(string source) => source is DailyLossSource or LostPastDesk.Source;

    /// <summary>Moves the stop, and cancels what may not go on working: everything when halted, entries when reducing.</summary>
    public void Set(Command.SetEmergency command, DateTimeOffset now)
    {
        if (!Enum.IsDefined(command.To)) throw new ArgumentException($"Unknown emergency state {command.To}.", nameof(command));
        if (account.Books.Emergency != command.To) account.Log.Emit(new Fact.EmergencyMoved(account.Books.Emergency, command.To, command.Source, command.Reason), now); // the gate closes first
        if (command.To == EmergencyState.Active) return;
        ParentClosing.EndAll(account, strategy: null, ParentEnd.EmergencyStop, $"Emergency stop by {command.Source}: {command.Reason}", now, isCancelling: false); // then nothing follows what is cancelled
        foreach (var order in account.Books.Orders.Open.Where(order => command.To == EmergencyState.Halted || !order.Intent.IsReduceOnly).ToList())
            account.Log.EmitCancel(order, $"Emergency stop by {command.Source}: {command.Reason}", now);
    }

    /// <summary>Pulls the stop when today's loss has reached its limit. Only reconciled books are judged: a fill not told yet must neither pull it nor hide that it should be.</summary>
    /// <param name="equityAccount">Equity now, account currency; null when it cannot be valued.</param>
    /// <param name="now">The engine's time.</param>
    public void Watch(decimal? equityAccount, DateTimeOffset now)
    {
        var books = account.Books;
        if (books.Emergency != EmergencyState.Active || books.State is EngineState.Starting or EngineState.Reconciling) return;
        if (equityAccount is not { } equity || books.Day.OpeningAccount is not { } open || open <= 0m || books.IsReconcilePending) return;
        var (loss, limit) = ((open - equity) / open, account.Limits.DailyLossReducingFraction ?? account.Limits.DailyLossMaxOf(open));
        if (loss < limit || limit >= 1m) return;
        Set(new Command.SetEmergency(EmergencyState.Reducing, DailyLossSource, Texts.Of($"Today's loss is {loss:P2} of opening equity, the limit is {limit:P2}.")), now);
    }

    /// <summary>
    /// After a fill of the emergency stop's own order: hands it the strategies' holdings it closed, oldest first and at the
    /// price of the fill, so that each strategy sees that it is flat and what that cost it.
    /// </summary>
    public void Net(Fill fill, DateTimeOffset now)
    {
        var positions = account.Books.Positions;
        var own = new PositionKey(StrategyId.Emergency, fill.Symbol);
        foreach (var book in positions.All.Where(book => IsOpposite(book, own, positions.NetBase(own))).OrderBy(static book => book.Lots.First().OpenedAt).ToList())
        {
            var owed = positions.NetBase(own);
            if (owed == 0m) return;
            var moved = Math.Min(Math.Abs(owed), Math.Abs(book.NetBase)) * Math.Sign(book.NetBase);
            account.Log.Emit(new Fact.PositionTransferred(book.Key.Strategy, StrategyId.Emergency, fill.Symbol, moved, fill.Price.QuotePerBase, $"Closed by the emergency stop's order {fill.ClientOrderId}."), now);
        }
    }

    /// <summary>
    /// After a fill of what was asked for before the emergency stop sold: the stop closes what the venue holds, and so sold this before it was
    /// told. It is handed over at the price the stop got, so that nobody believes in what is gone.
    /// </summary>
    /// <param name="strategy">Whose fill.</param>
    /// <param name="askedAt">When its order was decided; of a trade by hand, when it was done.</param>
    /// <param name="fill">The fill.</param>
    /// <param name="now">The engine's time.</param>
    public void NetLate(StrategyId strategy, DateTimeOffset askedAt, Fill fill, DateTimeOffset now)
    {
        var positions = account.Books.Positions;
        var (own, theirs) = (new PositionKey(StrategyId.Emergency, fill.Symbol), new PositionKey(strategy, fill.Symbol));
        var (owed, held) = (positions.NetBase(own), positions.NetBase(theirs));
        if (owed == 0m || strategy == StrategyId.Emergency || fill.Side.Sign() == Math.Sign(owed) || Math.Sign(held) != -Math.Sign(owed)) return;
        if (askedAt > positions.All.First(book => book.Key == own).Lots.First().OpenedAt) return; // bought since: not what was sold
        var moved = Math.Min(fill.Quantity.Base, Math.Min(Math.Abs(owed), Math.Abs(held))) * Math.Sign(held);
        account.Log.Emit(new Fact.PositionTransferred(strategy, StrategyId.Emergency, fill.Symbol, moved, positions.AverageQuote(own), $"Closed by the emergency stop before its fill {fill.ExecutionId} was told."), now);
    }

    /// <summary>After a holding was adopted: what the stop sold that nobody had booked is the other side of it, and both end.</summary>
    public void NetAdopted(Symbol symbol, DateTimeOffset now)
    {
        var positions = account.Books.Positions;
        var (own, theirs) = (new PositionKey(StrategyId.Emergency, symbol), new PositionKey(StrategyId.External, symbol));
        var (owed, held) = (positions.NetBase(own), positions.NetBase(theirs));
        if (owed == 0m || Math.Sign(held) != -Math.Sign(owed)) return;
        var moved = Math.Min(Math.Abs(owed), Math.Abs(held)) * Math.Sign(held);
        account.Log.Emit(new Fact.PositionTransferred(StrategyId.External, StrategyId.Emergency, symbol, moved, positions.AverageQuote(own), "Closed by the emergency stop before it was adopted."), now);
    }

    private static bool IsOpposite(LotBook book, PositionKey own, decimal owed) =>
        book.Key.Symbol == own.Symbol && book.Key.Strategy != own.Strategy && Math.Sign(book.NetBase) == -Math.Sign(owed) && owed != 0m;
}
