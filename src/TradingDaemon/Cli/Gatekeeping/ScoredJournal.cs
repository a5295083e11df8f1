using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Tilt;

namespace TradingDaemon.Cli.Gatekeeping;

/// <summary>Follows a journal fact by fact: which entries were scored, and which trade each became part of. Profit, and where a trade ends, are the books' own.</summary>
/// <param name="catalog">The instruments.</param>
/// <param name="model">The one model to tell of; null for all.</param>
internal sealed class ScoredJournal(InstrumentCatalog catalog, string? model)
{
    private readonly AccountBooks _books = new(catalog, new AccountState());
    private readonly TripBook _trips = new(new AccountState());
    private readonly Dictionary<ParentId, ScoredDecision> _parents = [];
    private readonly Dictionary<ClientOrderId, ScoredDecision> _working = [];
    private readonly Dictionary<PositionKey, Dictionary<ScoredDecision, decimal>> _entered = [];

    /// <summary>Takes the next fact.</summary>
    /// <returns>The entry it decides, and the trade it ends; null each where it does not, or where no score is meant.</returns>
    public (ScoredDecision? Decided, ScoredTrade? Closed) Take(RecordedFact recorded)
    {
        var realizedBefore = recorded.Fact is Fact.FillBooked before ? RealizedOf(KeyOf(before)) : 0m;
        _books.Apply(recorded);
        var decided = ScoredEntry.Of(recorded.Fact) is { } entry && (model is null || entry.Score.Model == model) ? new ScoredDecision(recorded, entry) : null;
        switch (recorded.Fact)
        {
            case Fact.ParentOpened opened when decided is not null: Follow(_parents, opened.Order.Id, decided); break;
            case Fact.ParentEnded ended: Leave(_parents, ended.Parent); break;
            case Fact.OrderIntended { Intent: { Child: { } child } intent } when _parents.TryGetValue(child.Parent, out var whole): Follow(_working, intent.ClientOrderId, whole); break;
            case Fact.OrderIntended { Intent: var intent } when decided is not null: Follow(_working, intent.ClientOrderId, decided); break;
            case Fact.OrderMoved moved when moved.Status.IsTerminal(): Leave(_working, moved.ClientOrderId); break;
            case Fact.FillBooked booked: return (decided, Filled(booked, RealizedOf(KeyOf(booked)) - realizedBefore));
            case Fact.PositionTransferred given: Forget(new PositionKey(given.From, given.Symbol)); break;
            default: break; // nothing of an entry or its trade
        }

        return (decided, null);
    }

    private ScoredTrade? Filled(Fact.FillBooked booked, decimal realizedQuote)
    {
        var (fill, key) = (booked.Fill, KeyOf(booked));
        if (_working.TryGetValue(fill.ClientOrderId, out var decision)) Enter(key, decision, fill.Quantity.Base);
        if (booked.Status.IsTerminal()) Leave(_working, fill.ClientOrderId);
        if (catalog.Find(fill.Symbol) is not { } instrument) return null;
        if (_trips.Booked(booked.Strategy, instrument, fill.Side == OrderSide.Buy, fill.Price.QuotePerBase, _books.Positions.NetBase(key), realizedQuote, fill.At) is not { } trade) return null;
        if (!_entered.Remove(key, out var entries)) return null;
        foreach (var one in entries.Keys) one.Closed(trade.ProfitQuote, trade.ClosedQuote);
        return trade.ClosedQuote > 0m ? new(trade, entries) : null;
    }

    private void Enter(PositionKey key, ScoredDecision decision, decimal filledBase)
    {
        if (!_entered.TryGetValue(key, out var entries)) _entered.Add(key, entries = []);
        if (!entries.ContainsKey(decision)) decision.OpenTrades++;
        entries[decision] = entries.GetValueOrDefault(decision) + filledBase;
        decision.IsFilled = true;
    }

    private void Forget(PositionKey key)
    {
        _trips.Dropped(key.Strategy, key.Symbol);
        if (!_entered.Remove(key, out var entries)) return;
        foreach (var one in entries.Keys) one.OpenTrades--;
    }

    private static void Follow<TKey>(Dictionary<TKey, ScoredDecision> among, TKey key, ScoredDecision decision) where TKey : notnull
    {
        among[key] = decision;
        decision.Working++;
    }

    private static void Leave<TKey>(Dictionary<TKey, ScoredDecision> among, TKey key) where TKey : notnull
    {
        if (among.Remove(key, out var decision)) decision.Working--;
    }

    private decimal RealizedOf(PositionKey key) => _books.Positions.Open(key).RealizedQuote;

    private static PositionKey KeyOf(Fact.FillBooked booked) => new(booked.Strategy, booked.Fill.Symbol);
}
