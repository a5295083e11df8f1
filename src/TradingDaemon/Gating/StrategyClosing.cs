using System.Globalization;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Operations.Closing;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Gating;

/// <summary>Closes by a person's word what one strategy holds: one command to the account engine.</summary>
internal sealed class StrategyClosing(RiskGating gating, Topology topology) : IStrategyClosing
{
    private const int PositionsToldMax = 10;

    /// <inheritdoc/>
    public async Task<CloseAnswer> CloseAsync(CloseRequest request)
    {
        var strategy = new StrategyId(request.Strategy.Trim());
        var (refusal, closing) = await gating.LookAsync<(string?, string?)>(engine => WhyNot(engine.Account, strategy) is { } why ? (why, null) : (null, Held(engine.Account, strategy)));
        if (refusal is not null) return new(false, $"Nothing is closed: {refusal}");
        if (closing is null) return new(true, $"There was nothing to close: {strategy} holds nothing, and no order of it works.");
        var reason = request.Reason is { } said ? $"Closed by {request.By}: {said}" : $"Closed by {request.By}.";
        return topology.TryCommand(new Command.CloseStrategy(strategy, reason)) ? new(true, closing) : new(false, "Nothing is closed: too many commands wait for the account engine. Try again.");
    }

    // What the gate would refuse for ten minutes is better said at once.
    private static string? WhyNot(TradingAccount account, StrategyId strategy)
    {
        var names = NamesIn(account);
        if (!names.Contains(strategy.Text)) return $"there is no strategy {strategy}; there are {string.Join(", ", names)}.";
        return account.Books switch
        {
            { Emergency: EmergencyState.Halted } => "the emergency stop says Halted, nothing leaves. In Reducing it would.",
            { State: not (EngineState.Running or EngineState.Paused or EngineState.Faulted) and var state } => $"the engine is {state}.",
            _ => null,
        };
    }

    // One that no tier has any more may still hold something. What the emergency stop itself traded is no strategy's.
    private static SortedSet<string> NamesIn(TradingAccount account)
    {
        var books = account.Books;
        var names = account.Setup.Tiers.All.SelectMany(static tier => tier.Strategies).Select(static spec => spec.Id)
            .Concat(books.Positions.All.Where(book => books.Positions.ClosableBase(book.Key) != 0m).Select(static book => book.Key.Strategy))
            .Concat(books.Orders.Open.Select(static order => order.Intent.Strategy))
            .Concat(books.Parents.All.Select(static parent => parent.Order.Strategy));
        return new SortedSet<string>(names.Where(static id => id != StrategyId.Emergency).Select(static id => id.Text), StringComparer.Ordinal);
    }

    // Null for nothing.
    private static string? Held(TradingAccount account, StrategyId strategy)
    {
        var books = account.Books;
        var held = books.Positions.Of(strategy).Select(book => (book.Key.Symbol, Base: books.Positions.ClosableBase(book.Key))).Where(static one => one.Base != 0m).OrderBy(static one => one.Symbol.Text, StringComparer.Ordinal).ToList();
        var orders = books.Orders.Open.Count(order => order.Intent.Strategy == strategy);
        var parents = books.Parents.All.Count(parent => parent.Order.Strategy == strategy && parent.EndingReason is null);
        if (held.Count == 0 && orders == 0 && parents == 0) return null;
        List<string> positions = [.. held.Take(PositionsToldMax).Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Base:0.########} {one.Symbol}"))];
        if (held.Count > PositionsToldMax) positions.Add(Counted.Of(held.Count - PositionsToldMax, "further position"));
        List<string> told = [held.Count == 0 ? $"{strategy} holds nothing." : $"{strategy} is being closed: {string.Join(", ", positions)}."];
        if (parents > 0) told.Add($"{Counted.Of(parents, "parent order")} to be ended.");
        if (orders > 0) told.Add($"{Counted.Of(orders, "working order")} to be cancelled.");
        if (account.SpecOf(strategy) is not null) told.Add("It may enter again at its next signal: switch it off to keep it out.");
        return string.Join(' ', told);
    }
}
