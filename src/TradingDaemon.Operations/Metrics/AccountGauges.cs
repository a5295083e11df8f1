using System.Diagnostics.Metrics;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Regimes;
using TradingDaemon.Domain.Trials;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Metrics;

/// <summary>The account and the engine as the published status shows them. Read when scraped; an amount that cannot be valued has no sample.</summary>
internal sealed class AccountGauges
{
    private static readonly (OrderStatus Status, KeyValuePair<string, object?> Tag)[] OpenStates =
        [.. Enum.GetValues<OrderStatus>().Where(static status => !status.IsTerminal()).Select(static status => (status, MetricNames.Tag("state", MetricNames.Label(status))))];

    private readonly IStatusSource _source;

    private AccountGauges(IStatusSource source) => _source = source;

    public static void AddTo(Meter meter, IStatusSource source)
    {
        var gauges = new AccountGauges(source);
        gauges.AddMoney(meter);
        gauges.AddState(meter);
        gauges.AddTrial(meter);
    }

    private void AddMoney(Meter meter)
    {
        Maybe(meter, "equity", "Cash plus market value, in account currency; absent while a position has no price.", static status => status.Equity.Amount);
        Maybe(meter, "realized_pnl", "Realized profit net of fees since the store began, in account currency.", static status => status.Realized);
        Maybe(meter, "unrealized_pnl", "Profit of open positions against their marks, in account currency; absent while one has no price.", static status => status.Unrealized.Amount);
        Maybe(meter, "day_pnl", "Equity minus equity when the trading day began, in account currency; absent while unknown.", static status => status.DayProfit.Amount);
        Maybe(meter, "fees_paid", "Fees since the store began, in account currency.", static status => status.Fees);
        meter.CreateObservableGauge(MetricNames.Prefix + "cash", Cash, null, "Cash by venue and currency.");
    }

    private void AddState(Meter meter)
    {
        meter.CreateObservableGauge(MetricNames.Prefix + "positions", () => (long)_source.Current.Positions.Length, null, "Holdings that are not zero.");
        meter.CreateObservableGauge(MetricNames.Prefix + "orders", Orders, null, "Orders that can still change, by state.");
        meter.CreateObservableGauge(MetricNames.Prefix + "entries_waiting", () => (long)_source.Current.EntriesWaiting, null, "Entries that wait to be weighed against others.");
        meter.CreateObservableGauge(MetricNames.Prefix + "parents", () => (long)_source.Current.Parents.Length, null, "Entries executed in parts that have not ended.");
        meter.CreateObservableGauge(MetricNames.Prefix + "parents_paused", () => (long)_source.Current.Parents.Count(static line => line.Paused is not null), null, "Those of them that a person halted.");
        meter.CreateObservableGauge(MetricNames.Prefix + "parent_filled_fraction", Progress, null, "What of such an entry is filled, 0 to 1, by strategy and symbol.");
        meter.CreateObservableGauge(MetricNames.Prefix + "tilt_level", Tilts, null, "The level of tilt whose measure stands, 0 to 3, by strategy; absent while nothing is held against it.");
        meter.CreateObservableGauge(MetricNames.Prefix + "market_regimes", Regimes, null, "Instruments by what their market is like; absent while nobody tells.");
        meter.CreateObservableGauge(MetricNames.Prefix + "market_phase", Phases, null, "1 for where the market as a whole stands, 0 for the others; absent while unknown.");
        meter.CreateObservableGauge(MetricNames.Prefix + "capital_share", Shares, null, "What a strategy may have at stake, as a fraction of equity; absent where capital is not shared out.");
        meter.CreateObservableGauge(MetricNames.Prefix + "engine_state", EngineStates, null, "1 for the state the engine is in, 0 for the others.");
        meter.CreateObservableGauge(MetricNames.Prefix + "strategies", Strategies, null, "Configured strategies by condition.");
        meter.CreateObservableGauge(MetricNames.Prefix + "strategy_running", Running, null, "1 while the strategy is evaluated, else 0.");
        meter.CreateObservableGauge(MetricNames.Prefix + "uptime_seconds", () => _source.Current.UptimeSeconds, "s", "Time since the process started, as last published.");
    }

    private void AddTrial(Meter meter)
    {
        Maybe(meter, "paper_trial_running", "1 while a trial on paper before the next tier goes on, 0 after it; absent where none was asked for.", static status => status.NextTier?.Paper is { } trial ? trial.State == PaperTrialState.Running ? 1m : 0m : null);
        Maybe(meter, "paper_trial_hours", "How long the newest trial on paper traded, in hours.", static status => (decimal?)status.NextTier?.Paper?.Hours);
        Maybe(meter, "paper_trial_trades", "Trades it closed.", static status => status.NextTier?.Paper?.Trades);
        Maybe(meter, "paper_trial_success_share", "Part of its orders that filled something, 0 to 1; absent before the first ended.", static status => status.NextTier?.Paper?.SuccessShare);
        Maybe(meter, "paper_trial_profitable_share", "Part of its trades that earned something, 0 to 1; absent before the first ended.", static status => status.NextTier?.Paper?.ProfitableShare);
        Maybe(meter, "paper_trial_ticks_dropped", "Live ticks it had no room for in this process.", static status => status.NextTier?.Paper?.TicksDropped);
    }

    private void Maybe(Meter meter, string name, string description, Func<DaemonStatus, decimal?> read) =>
        meter.CreateObservableGauge(MetricNames.Prefix + name, () => Sample(read(_source.Current)), null, description);

    private static IEnumerable<Measurement<double>> Sample(decimal? amount) => amount is { } known ? [new Measurement<double>((double)known)] : [];

    private IEnumerable<Measurement<double>> Cash() =>
        _source.Current.Venues.SelectMany(static line => line.Cash.Select(pair => (line.Venue, Currency: pair.Key, Amount: pair.Value))).Take(MetricNames.LabelValuesMax)
            .Select(static cash => new Measurement<double>((double)cash.Amount, MetricNames.Tag("venue", cash.Venue), MetricNames.Tag("currency", cash.Currency)));

    private IEnumerable<Measurement<long>> Orders()
    {
        var orders = _source.Current.OpenOrders;
        return OpenStates.Select(state => new Measurement<long>(orders.Count(order => order.Status == state.Status), state.Tag));
    }

    private IEnumerable<Measurement<long>> EngineStates()
    {
        var current = _source.Current.State;
        return Enum.GetValues<EngineState>().Select(state => new Measurement<long>(state == current ? 1 : 0, MetricNames.Tag("state", MetricNames.Label(state))));
    }

    private IEnumerable<Measurement<long>> Strategies()
    {
        var strategies = _source.Current.Strategies;
        return Enum.GetValues<StrategyCondition>().Select(condition =>
            new Measurement<long>(strategies.Count(line => line.Condition == condition), MetricNames.Tag("condition", MetricNames.Label(condition))));
    }

    private IEnumerable<Measurement<long>> Tilts() => _source.Current.Tilts.Take(MetricNames.LabelValuesMax).Select(static line => new Measurement<long>(line.Level, MetricNames.Tag("strategy", line.Strategy)));

    private IEnumerable<Measurement<long>> Regimes() => (_source.Current.Regimes?.Counts ?? []).Select(static line => new Measurement<long>(line.Count, MetricNames.Tag("regime", MetricNames.Label(line.Regime))));

    private IEnumerable<Measurement<long>> Phases() => _source.Current.Regimes?.Phase is { } now
        ? Enum.GetValues<MarketPhase>().Select(phase => new Measurement<long>(phase == now ? 1 : 0, MetricNames.Tag("phase", MetricNames.Label(phase))))
        : [];

    private IEnumerable<Measurement<double>> Shares() => (_source.Current.Capital?.Shares ?? []).Take(MetricNames.LabelValuesMax).Select(static line => new Measurement<double>((double)line.Share, MetricNames.Tag("strategy", line.Strategy)));

    private IEnumerable<Measurement<double>> Progress() => _source.Current.Parents.Take(MetricNames.LabelValuesMax)
        .Select(static line => new Measurement<double>((double)(line.FilledBase / line.QuantityBase), MetricNames.Tag("strategy", line.Strategy), MetricNames.Tag("symbol", line.Symbol)));

    private IEnumerable<Measurement<long>> Running() => _source.Current.Strategies.Take(MetricNames.LabelValuesMax)
        .Select(static line => new Measurement<long>(line.Condition is StrategyCondition.Running ? 1 : 0, MetricNames.Tag("strategy", line.Strategy)));
}
