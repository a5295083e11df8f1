using System.Globalization;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Evaluation;
using TradingDaemon.Execution.Requests;
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
        recorder.Begin(engine.Capture(), engine.Account.Setup, clocks.Market.GetUtcNow());
        var wasFaulted = books.IsFaulted && !options.ClearFault;
        engine.Boot(journal.Epoch, options.Boot, options.Version, clocks.Market.GetUtcNow());
        if (options.Configuration is { } configure) engine.Take(configure, clocks.Market.GetUtcNow());
        Readmit();
        EndOrders();
        Commit();

        foreach (var venue in venues) await CompareAsync(venue, cancellationToken);
        engine.Take(Opening(wasFaulted), clocks.Market.GetUtcNow());
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

    // A backoff ends with the process it was in, and who was disabled runs again when a person names it: the new instances know of neither, so nobody else would say so.
    private void Readmit()
    {
        var back = engine.Account.Books.Conditions.Where(pair => pair.Value == StrategyCondition.Recovering || (pair.Value == StrategyCondition.Disabled && options.EnableStrategies.Contains(pair.Key))).ToList();
        foreach (var (strategy, condition) in back)
            engine.Take(new Command.StrategyChanged(new StrategyId(strategy), StrategyCondition.Running, $"It was {condition} before the start."), clocks.Market.GetUtcNow());
    }

    // Nobody is asked there any more: a person's word is all there is.
    private void EndOrders()
    {
        var now = clocks.Market.GetUtcNow();
        foreach (var order in options.OrdersOver)
            engine.Take(new VenueEvent.ProvenAbsent(order, "It is traded elsewhere now, and recovery:movedSymbols says that what worked there is over.", now) { IsWithheld = true }, now);
    }

    private static Command.ChangeState Opening(bool wasFaulted) => wasFaulted
        ? new(EngineState.Faulted, "An invariant broke before the restart; start once with recovery:clearFault=true after looking at it.")
        : new(EngineState.Running, "Recovered.");

    // A venue that does not answer keeps its entries blocked; its session asks again. The others trade.
    private async Task CompareAsync(IVenue venue, CancellationToken stopping)
    {
        var books = engine.Account.Books;
        var now = clocks.Market.GetUtcNow();
        engine.Take(new VenueEvent.StreamLost(venue.Id, "Its stream has not been open since the start.", now), now);
        Commit();
        try
        {
            using var limit = new CancellationTokenSource(Limits.StartComparisonMax, clocks.Real);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token, options.ToldToStop);
            // What an earlier process sent may have left up to this moment.
            var statement = await new StatementRequest(venue, clocks.Market).AskAsync(books.Fills.CursorOf(venue.Id), [.. books.Orders.Open], static _ => TimeSpan.Zero, both.Token);
            var left = engine.Take(statement, clocks.Market.GetUtcNow());
            Commit();
            Tell(statement, left);
        }
        catch (Exception unanswered) when (unanswered is VenueException || (unanswered is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            // Told to stop amidst it: the venue is not to blame, and its entries stay blocked.
            if (!options.ToldToStop.IsCancellationRequested) logger.VenueUnanswering(unanswered, venue.Id);
        }
    }

    // What was compared and what was not: no difference in cash that nobody looked at is no agreement. Its stream is not open yet, so entries pass in no case.
    private void Tell(VenueStatement statement, int left)
    {
        var books = engine.Account.Books;
        var money = statement.Holdings is null ? "not compared, fills kept coming while they were asked for"
            : books.Fills.NewestOf(statement.Venue) > statement.LastExecutionSequence ? "not compared, they are older than the newest fill that is booked"
            : UntoldFills.Of(books, statement).Any() ? "not compared, orders are filled further than by the fills that were told"
            : "compared";
        var orders = statement.Unresolved.Count == 0 ? "all compared" : string.Create(CultureInfo.InvariantCulture, $"compared but for {statement.Unresolved.Count} whose outcome is not proven yet");
        var entries = left == 0 && money == "compared" ? "pass once its stream is open and all agrees then" : "stay blocked until all agrees";
        logger.Reconciled(statement.Venue, statement.Fills.Count, statement.OpenOrders.Count, orders, money, left, entries);
    }

    // The journal's writer does not run yet; the same rule holds: durable first, then told.
    private void Commit()
    {
        if (engine.TakeBatch() is not { } batch) return;
        if (journal.Commit([batch]).Count > 0) throw new InvalidOperationException("An order was decided before trading began.");
        durable.Reach(journal.LastSequence);
        recorder.Record(batch.Facts);
        foreach (var cancel in batch.Cancels) topology.Dispatch.Writer.TryWrite(new VenueRequest(null, cancel, 0)); // far below its bound
    }
}
