using System.Text.Json;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Simulation.World;
using TradingDaemon.Storage.Json;
using Trade = TradingDaemon.Exchange.Orders.Execution;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>The books held against the exchange's own ledger, once nothing is under way any more.</summary>
internal sealed class LedgerComparison(SimulatedExchange exchange, AccountEngine engine, AccountSetup setup, Strangers strangers, ShadowAccount shadow)
{
    private const decimal RoundingMax = 0.000000000001m; // fees are divided over parts of lots

    /// <summary>Everything that is true at a moment of agreement, without history.</summary>
    public void CompareBalances()
    {
        Invariant.SameSet("Cash is the venue's.", exchange.Cash().Where(static pair => pair.Value != 0m), engine.Account.Books.Cash.Total.Select(Real).Where(static pair => pair.Value != 0m));
        var held = engine.Account.Books.Positions.All.GroupBy(static book => book.Key.Symbol.Text)
            .Select(static group => KeyValuePair.Create(group.Key, group.Sum(static book => book.NetBase))).Select(pair => KeyValuePair.Create(pair.Key, pair.Value - shadow.SimulatedNet(new Symbol(pair.Key)))).Where(static pair => pair.Value != 0m);
        Invariant.SameSet("Holdings are the venue's.", exchange.Holdings(), held);
        Invariant.SameSet(
            "Open orders are the venue's.",
            exchange.OpenOrders().Where(static order => order.Request.ClientOrderId.Length > 0).Select(static order => (order.Request.ClientOrderId, order.Filled)),
            engine.Account.Books.Orders.Open.Select(static order => (order.Intent.ClientOrderId.Text, order.FilledBase)));
    }

    private KeyValuePair<string, decimal> Real(KeyValuePair<string, decimal> cash) => KeyValuePair.Create(cash.Key, cash.Value - shadow.SimulatedCash(cash.Key));

    /// <summary>The whole history: every order, every fill, every profit.</summary>
    public void CompareAll(IReadOnlyList<RecordedFact> facts)
    {
        var intents = facts.Select(static recorded => recorded.Fact).OfType<Fact.OrderIntended>()
            .ToDictionary(static intended => intended.Intent.ClientOrderId.Text, static intended => intended.Intent, StringComparer.Ordinal);
        CompareBalances();
        CompareFills(facts, intents);
        CompareEnds(facts);
        CompareProfit(facts, intents);
        CompareFold(facts);
    }

    private void CompareFills(IReadOnlyList<RecordedFact> facts, Dictionary<string, OrderIntent> intents)
    {
        var booked = facts.Select(static recorded => recorded.Fact).OfType<Fact.FillBooked>().Where(static fact => fact.Fill.Venue == Ground.Venue).ToDictionary(static fact => fact.Fill.ExecutionSequence);
        var executed = exchange.ExecutionsSince(0, int.MaxValue).Where(static execution => execution.Rebates == 0).ToList(); // what moves no quantity shows in the cash
        Invariant.SameSet("Each execution is booked exactly once.", executed.Select(static execution => execution.Sequence), booked.Keys);
        foreach (var execution in executed)
        {
            var fact = booked[execution.Sequence];
            var ours = (fact.Fill.ClientOrderId.Text, fact.Fill.Symbol.Text, fact.Fill.Side.ToString(), fact.Fill.Price.QuotePerBase, fact.Fill.Quantity.Base, fact.Fill.Fee.Amount, fact.Strategy);
            var theirs = (execution.Reverses > 0 ? "" : execution.ClientOrderId, execution.Symbol, execution.Side.ToString(), execution.Price, execution.Quantity, execution.Fee, Owner(execution, intents));
            Invariant.Same("Each execution is booked as it was.", theirs, ours);
        }
    }

    private void CompareEnds(IReadOnlyList<RecordedFact> facts)
    {
        var (statuses, simulated) = (new Dictionary<string, OrderStatus>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var recorded in facts)
            switch (recorded.Fact)
            {
                case Fact.OrderIntended intended: statuses[intended.Intent.ClientOrderId.Text] = OrderStatus.PendingAck; break;
                case Fact.OrderMoved moved: statuses[moved.ClientOrderId.Text] = moved.Status; break;
                case Fact.FillBooked { Fill.Venue: FallbackBook.Venue, Fill.ClientOrderId: var id }: simulated.Add(id.Text); break;
                case Fact.FillBooked { Fill.ClientOrderId.Text.Length: > 0 } booked: statuses[booked.Fill.ClientOrderId.Text] = booked.Status; break;
                default: break;
            }

        Invariant.None("What was filled in the simulation never was at the venue.", simulated.Where(id => exchange.FindOrder(id) is not null || strangers.Forgotten.Contains(id)));
        foreach (var id in simulated) statuses.Remove(id);
        foreach (var (id, ours) in statuses.Where(pair => !strangers.Forgotten.Contains(pair.Key)))
        {
            var theirs = exchange.FindOrder(id)?.Condition;
            Invariant.Holds("Every order ended as the venue says, or truly works there.", IsSame(ours, theirs) || (strangers.Staff.HasEdited(id) && IsOver(ours) && IsOver(theirs)), $"{id} {theirs?.ToString() ?? "unknown to the venue"}", ours);
        }
    }

    // Whose position an execution moves; a bust is nobody's here.
    private static StrategyId Owner(Trade execution, Dictionary<string, OrderIntent> intents) =>
        execution.Reverses == 0 && intents.TryGetValue(execution.ClientOrderId, out var intent) ? intent.Strategy : StrategyId.External;

    // An order the venue changed is complete there and not here, or the other way round; that it is over both agree.
    private static bool IsOver(OrderStatus ours) => ours.IsTerminal() && ours != OrderStatus.Rejected;

    private static bool IsOver(OrderCondition? theirs) => theirs is OrderCondition.Filled or OrderCondition.Cancelled or OrderCondition.Expired;

    private static bool IsSame(OrderStatus ours, OrderCondition? theirs) => ours switch
    {
        OrderStatus.Filled => theirs == OrderCondition.Filled,
        OrderStatus.Cancelled => theirs == OrderCondition.Cancelled,
        OrderStatus.Expired => theirs == OrderCondition.Expired,
        OrderStatus.Rejected => theirs is null or OrderCondition.Rejected,
        OrderStatus.Open or OrderStatus.PartiallyFilled or OrderStatus.CancelPending => theirs is OrderCondition.Open or OrderCondition.PartiallyFilled,
        _ => false,
    };

    // In the order fills were booked, which a network may have changed; where a position is flat the order cannot matter and the cash tells.
    private void CompareProfit(IReadOnlyList<RecordedFact> facts, Dictionary<string, OrderIntent> intents)
    {
        var executions = exchange.ExecutionsSince(0, int.MaxValue).ToDictionary(static execution => execution.Sequence);
        var shadows = new Dictionary<PositionKey, ShadowLots>();
        ShadowLots Of(StrategyId strategy, Symbol symbol)
        {
            var key = new PositionKey(strategy, symbol);
            return shadows.TryGetValue(key, out var lots) ? lots : shadows[key] = new ShadowLots(setup.Catalog.Find(symbol)!.Multiplier);
        }

        foreach (var fact in facts.Select(static recorded => recorded.Fact))
            switch (fact)
            {
                case Fact.FillBooked { Fill: { Venue: FallbackBook.Venue, Side: var side } fill, Strategy: var strategy }:
                    Of(strategy, fill.Symbol).Book(side == OrderSide.Buy ? fill.Quantity.Base : -fill.Quantity.Base, fill.Price.QuotePerBase, 0m);
                    break;
                case Fact.FillBooked booked:
                    var execution = executions[booked.Fill.ExecutionSequence];
                    Of(Owner(execution, intents), new Symbol(execution.Symbol)).Book(execution.BaseFlow, execution.Price, execution.Fee);
                    break;
                case Fact.HoldingAdopted adopted: Of(StrategyId.External, adopted.Symbol).Book(adopted.SignedBase, adopted.PriceQuote, 0m); break;
                case Fact.PositionTransferred moved:
                    Of(moved.From, moved.Symbol).Book(-moved.SignedBase, moved.PriceQuote, 0m);
                    Of(moved.To, moved.Symbol).Book(moved.SignedBase, moved.PriceQuote, 0m);
                    break;
                default: break;
            }

        Invariant.SameSet("There is a position for everything traded.", shadows.Keys, engine.Account.Books.Positions.All.Select(static book => book.Key));
        foreach (var book in engine.Account.Books.Positions.All)
        {
            var shadow = shadows[book.Key];
            Invariant.Same($"Position is the sum of fills: {book.Key}.", shadow.Net, book.NetBase);
            Invariant.Same($"Fees are the ledger's: {book.Key}.", shadow.Fees, book.FeesQuote);
            Invariant.Holds($"Realized P&L is the ledger's: {book.Key}.", Math.Abs(book.RealizedQuote - shadow.Realized) <= RoundingMax, $"{shadow.Realized}", book.RealizedQuote);
            if (shadow.Net == 0m) Invariant.Holds($"What a flat position realized is its cash flow: {book.Key}.", Math.Abs(book.RealizedQuote - shadow.CashFlow) <= RoundingMax, $"{shadow.CashFlow}", book.RealizedQuote);
        }
    }

    private void CompareFold(IReadOnlyList<RecordedFact> facts)
    {
        var folded = new AccountEngine(setup, new AccountState());
        AccountEngine? resumed = null;
        foreach (var recorded in facts)
        {
            if (recorded.Sequence == (facts.Count / 2) + 1) resumed = new AccountEngine(setup, JsonSerializer.Deserialize(Canonical(folded), Spelling.AccountState)!);
            folded.Recover(recorded);
            resumed?.Recover(recorded);
        }

        Invariant.Same("The books are the fold of their facts.", Canonical(folded), Canonical(engine));
        Invariant.Same("A fold that began at a checkpoint ends at the same books.", Canonical(folded), Canonical(resumed!));
    }

    /// <summary>What a start recovers, from its checkpoint and the facts after it, is the fold of every fact from the first.</summary>
    public static void CompareRecovered(AccountSetup setup, AccountEngine recovered, IReadOnlyList<RecordedFact> facts)
    {
        var folded = new AccountEngine(setup, new AccountState());
        foreach (var recorded in facts) folded.Recover(recorded);
        Invariant.Same("What a start recovers is the fold of all facts.", Canonical(folded), Canonical(recovered));
    }

    private static string Canonical(AccountEngine of) => JsonSerializer.Serialize(of.Capture(), Spelling.AccountState);
}
