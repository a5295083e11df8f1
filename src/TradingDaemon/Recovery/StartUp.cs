using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Evaluation;
using TradingDaemon.Journalling;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Recovery;

/// <summary>The last steps before trading: note the boot, compare with each venue, and only then open the gate.</summary>
internal sealed class StartUp(
    AccountEngine engine, IReadOnlyList<IVenue> venues, IJournal journal, DurableMark durable, Recorder recorder, Topology topology,
    IReadOnlyList<StrategyEvaluation> shards, StartUpOptions options, Clocks clocks, ILogger<StartUp> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var books = engine.Account.Books;
        var wasFaulted = books.IsFaulted && !options.ClearFault;
        engine.Boot(journal.Epoch, options.Boot, options.Version, clocks.Market.GetUtcNow());
        Commit();

        var breaks = 0;
        foreach (var venue in venues)
        {
            var statement = await AskAsync(venue, cancellationToken);
            var left = engine.Take(statement, clocks.Market.GetUtcNow());
            Commit();
            logger.Reconciled(venue.Id, statement.Fills.Count, statement.OpenOrders.Count, left);
            breaks += left;
        }

        engine.Take(Opening(wasFaulted, breaks), clocks.Market.GetUtcNow());
        engine.Take(clocks.Market.GetUtcNow());
        Commit();
        Load();
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Asks every shard to run what the tier in force says; strategies that were disabled stay so.</summary>
    public void Load()
    {
        var disabled = engine.Account.Books.Conditions
            .Where(pair => pair.Value == StrategyCondition.Disabled && !options.EnableStrategies.Contains(pair.Key))
            .Select(static pair => new StrategyId(pair.Key));
        foreach (var shard in shards) shard.Load(engine.Account.Tier.Strategies, disabled);
    }

    private static Command.ChangeState Opening(bool wasFaulted, int breaks) => (wasFaulted, breaks) switch
    {
        (true, _) => new(EngineState.Faulted, "An invariant broke before the restart; start once with recovery:clearFault=true after looking at it."),
        (_, 0) => new(EngineState.Running, "Books and venues agree."),
        _ => new(EngineState.Paused, $"{breaks} differences between our books and the venues are unexplained; exits pass, entries wait for a person."),
    };

    private async Task<VenueStatement> AskAsync(IVenue venue, CancellationToken stopping)
    {
        var fills = new List<Fill>();
        for (var cursor = engine.Account.Books.FillCursorOf(venue.Id); ; cursor = fills[^1].ExecutionSequence)
        {
            var page = await venue.FillsSinceAsync(cursor, Limits.FillsPageMax, stopping);
            fills.AddRange(page);
            if (page.Count < Limits.FillsPageMax) break;
        }

        var open = await venue.OpenOrdersAsync(stopping);
        var working = open.Select(static report => report.ClientOrderId).ToHashSet();
        var lookUps = new Dictionary<ClientOrderId, OrderReport?>();
        foreach (var order in engine.Account.Books.Orders.Open.Where(order => order.Intent.Venue == venue.Id && !working.Contains(order.Intent.ClientOrderId)))
            lookUps.Add(order.Intent.ClientOrderId, await venue.FindOrderAsync(order.Intent.ClientOrderId, stopping));
        return new VenueStatement(venue.Id, fills, open, lookUps, await venue.HoldingsAsync(stopping));
    }

    // The journal's writer does not run yet; the same rule holds: durable first, then told.
    private void Commit()
    {
        if (engine.TakeBatch() is not { } batch) return;
        if (journal.Commit([batch]).Count > 0) throw new InvalidOperationException("An order was decided before trading began.");
        durable.Reach(journal.LastSequence);
        recorder.Record(batch.Facts);
        foreach (var intent in batch.Cancels) topology.Dispatch.Writer.TryWrite(new VenueRequest(null, intent, 0)); // far below its bound
    }
}
