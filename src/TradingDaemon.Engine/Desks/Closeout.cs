using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Desks;

/// <summary>
/// A person or the shutdown wants closed what is held. That goes on, one exit of a position at a time, until nothing is left that an order
/// can close: a venue that takes it in pieces only gets piece after piece. What exits in a row did not sell is given up.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="signals">Where exits are decided.</param>
/// <param name="strategy">Whose positions; null closes all.</param>
/// <param name="reason">Why, in one sentence.</param>
/// <param name="begunAt">The engine's time.</param>
internal sealed class Closeout(TradingAccount account, SignalDesk signals, StrategyId? strategy, string reason, DateTimeOffset begunAt)
{
    // An exit can meet an empty book; a few more settle that, many would be a loop. One that was filled whole is none, nor is one that lacked a fresh quote.
    private const int VainMax = 3;

    // Time for a quote to come when one was stale; without it all tries would be over in one breath.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Whoever asked has forgotten by then: what the opening of a market would sell days later must be asked for again.
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(10);

    private readonly Dictionary<PositionKey, (ClientOrderId? Exit, int Vain, DateTimeOffset At)> _tries = [];
    private DateTimeOffset _movedAt = begunAt;

    /// <summary>True when nothing is left that an order can close, but for what was given up.</summary>
    public bool IsDone => !Held.Any(book => !IsGivenUp(book.Key));

    // What the emergency stop sold beyond what strategies held stands in its own book; no venue holds it, and "closing" it would buy.
    private IEnumerable<LotBook> Held => (strategy is { } one ? account.Books.Positions.Of(one) : account.Books.Positions.All)
        .Where(book => book.Key.Strategy != StrategyId.Emergency && account.Books.Positions.ClosableBase(book.Key) != 0m);

    /// <summary>True when there is nothing more to do: all is closed or given up and nothing can fill any more, or nothing moved for too long.</summary>
    public bool IsOver(DateTimeOffset now) => (now - _movedAt).Duration() >= PatienceMax || (IsDone && !account.Books.Orders.Open.Any(IsEnding));

    /// <summary>Sends the next exit of each position; of one with an order under way only with <paramref name="isFirst"/>, where the gate judges whether both can be.</summary>
    public void Continue(DateTimeOffset now, bool isFirst = false)
    {
        foreach (var key in Held.Select(static book => book.Key).ToList()) // an order of the simulation fills at once
        {
            if (account.Books.Orders.ExitCount >= account.Limits.OrdersInFlightMax) return; // the others when these have ended: a try for want of room is none
            if (isFirst || (IsDue(key, now) && !account.Books.Orders.Open.Any(order => order.Intent.Strategy == key.Strategy && order.Intent.Symbol == key.Symbol)))
                Try(key, now);
        }
    }

    private void Try(PositionKey key, DateTimeOffset now)
    {
        var instrument = account.Setup.Catalog.Find(key.Symbol) ?? throw new InvalidDataException($"{key.Symbol} is held but not in the catalogue.");
        var isQuoted = account.Marks.Find(instrument.Id) is { } mark && mark.AgeAt(now) <= account.Limits.QuoteAgeMax;
        var vain = 0;
        if (_tries.TryGetValue(key, out var before))
        {
            if (!isQuoted) return; // that it lacks one was told with the first
            if (IsFilled(before.Exit)) _movedAt = now;
            else vain = before.Vain;
        }

        var isSent = signals.Close(new Wish(key.Strategy, SignalKind.CloseAll, reason) { IsFromOperator = true }, instrument, now);
        ClientOrderId? exit = isSent ? ClientOrderId.From(key.Strategy, account.Books.IntentSequence, account.Books.Epoch) : null;
        _tries[key] = (exit, isSent || isQuoted ? vain + 1 : vain, now); // what is refused on a fresh quote will be again
    }

    private bool IsDue(PositionKey key, DateTimeOffset now) =>
        !_tries.TryGetValue(key, out var last) || IsFilled(last.Exit) || (last.Vain < VainMax && (now - last.At).Duration() >= Interval);

    private bool IsGivenUp(PositionKey key) => _tries.TryGetValue(key, out var last) && last.Vain >= VainMax && !IsFilled(last.Exit);

    private bool IsFilled(ClientOrderId? exit) => exit is { } id && account.Books.Orders.Find(id)?.Status == OrderStatus.Filled;

    // What it still may sell, and what it closed around: an entry that is cancelled can fill first.
    private bool IsEnding(OrderState order) => order.Intent.Strategy == strategy && (order.Intent.IsReduceOnly || account.Books.Orders.IsCancelWanted(order.Intent.ClientOrderId));
}
