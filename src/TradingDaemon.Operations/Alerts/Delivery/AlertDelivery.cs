using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>
/// A channel with a queue and a task of its own between whoever raises alerts and a way out that may hang, refuse or be away.
/// What it could not pass on is counted, logged, and told in a line of its own once something goes through.
/// </summary>
public sealed class AlertDelivery : IAlertChannel, IDisposable
{
    private static readonly TimeSpan BackoffFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BackoffMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TellLossesEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TellLossesOnASpentDayEvery = TimeSpan.FromHours(1); // outside the cap, so that they must be few

    private readonly DeliveryOptions _options;
    private readonly TimeProvider _clock;
    private readonly HealthComponent _health;
    private readonly SecretRedactor _redactor;
    private readonly ILogger _logger;
    private readonly IAlertSender _sender;
    private readonly Attempts _attempts;
    private readonly NoticeQueue _queue = new();
    private readonly NoticeCap _cap;
    private readonly LossTally _losses;
    private readonly EnumCounter<NoticeOutcome> _outcomes;
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }); // it rings or it does not
    private readonly CancellationTokenSource _hurry = new();  // told to stop: nothing is waited for any more
    private readonly CancellationTokenSource _ending = new(); // the time for that is over
    private Task _loop = Task.CompletedTask;
    private volatile string? _trouble;
    private long _lastSentTicks;
    private DateTimeOffset _lossesTriedAt; // the loop's own

    /// <summary>Makes it; <see cref="Start"/> sets it going.</summary>
    /// <param name="options">What it is told and how patient it is.</param>
    /// <param name="sender">Its way out.</param>
    /// <param name="mute">Why it cannot pass anything on, whatever is tried; null when it can.</param>
    /// <param name="clock">Real time.</param>
    /// <param name="health">Where it has its line.</param>
    /// <param name="redactor">What the other side answers may quote a secret.</param>
    /// <param name="logger">Where it says what it could not pass on.</param>
    public AlertDelivery(DeliveryOptions options, IAlertSender sender, string? mute, TimeProvider clock, HealthBoard health, SecretRedactor redactor, ILogger<AlertDelivery> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(health);
        (_options, _sender, _clock, _redactor, _logger) = (options, sender, clock, redactor, logger);
        _health = health.Register($"alerts:{options.Name}", HealthRole.Dependency, isVital: false, HealthLimits.NoHeartbeat);
        _attempts = new Attempts(options.Name, sender, options.AttemptMax, clock, logger);
        _cap = new NoticeCap(options.PerMinuteMax, options.PerDayMax);
        _losses = new LossTally(options.Name);
        _outcomes = new EnumCounter<NoticeOutcome>("outcome", MetricNames.Tag("channel", options.Name));
        if (mute is null) _health.Healthy();
        else Trouble(mute);
    }

    /// <summary>How it is.</summary>
    public ChannelStanding Standing => new(
        _options.Name, _options.Kind, _options.SeverityMin, _trouble is null, _trouble ?? "", _queue.Count, _outcomes.Count(NoticeOutcome.Sent), _outcomes.Count(NoticeOutcome.HeldBack),
        _outcomes.Count(NoticeOutcome.Dropped), _outcomes.Count(NoticeOutcome.Failed), Volatile.Read(ref _lastSentTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null);

    /// <summary>What became of its notices, by outcome.</summary>
    internal EnumCounter<NoticeOutcome> Outcomes => _outcomes;

    /// <inheritdoc/>
    public void Send(AlertNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (notice.Severity < _options.SeverityMin || (notice.Kind == NoticeKind.Ended && !_options.TellsEnds)) return;
        if (notice.Alert.Key == AlertKeys.OfHealth(_health.Name)) return; // that it is not well itself, others must tell
        if (_queue.Add(notice) is { } lost) Lose(NoticeOutcome.Dropped, lost, $"{NoticeQueue.WaitingMax} waited already");
        _bell.Writer.TryWrite(true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hurry.Dispose();
        _ending.Dispose();
        (_sender as IDisposable)?.Dispose();
    }

    /// <summary>Sets it going.</summary>
    internal void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Passes on what waits, for at most so long, and ends.</summary>
    internal async Task StopAsync(TimeSpan most)
    {
        await _hurry.CancelAsync();
        using var over = new CancellationTokenSource(most, _clock);
        await using (over.Token.Register(_ending.Cancel)) await _loop;
        while (_queue.TryTake(out var left)) Lose(NoticeOutcome.Failed, left, "the daemon stopped");
        if (_losses.Summary(_clock.GetUtcNow()) is { } untold) _logger.NoticesLeftOut(_options.Name, untold.Alert.Text);
    }

    /// <summary>Passes on everything that is there.</summary>
    internal async Task TurnAsync()
    {
        while (_queue.TryTake(out var notice))
        {
            await TakeAsync(notice);
            if (LossesDueAt <= _clock.GetUtcNow()) await TellLossesAsync();
        }

        if (LossesDueAt <= _clock.GetUtcNow()) await TellLossesAsync();
    }

    private async Task TakeAsync(AlertNotice notice)
    {
        if (!_cap.Admits(notice.Severity, _clock.GetUtcNow())) Lose(NoticeOutcome.HeldBack, notice, "one too many");
        else if (await PassOnAsync(notice) is { } why) Lose(NoticeOutcome.Failed, notice, why);
    }

    private async Task RunAsync()
    {
        while (!_hurry.IsCancellationRequested)
        {
            await TurnAsync();
            await WaitAsync();
        }

        await TurnAsync();
        await TellLossesAsync();
    }

    // Until something is there to be passed on, or it is time to tell of what was not.
    private async Task WaitAsync()
    {
        using var until = LossesDueAt is { } due ? new CancellationTokenSource(Positive(due - _clock.GetUtcNow()), _clock) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(until.Token, _hurry.Token);
        try
        {
            await _bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // it is time, or it was told to stop
        }
    }

    private DateTimeOffset? LossesDueAt => _losses.Since is { } since
        ? (since > _lossesTriedAt ? since : _lossesTriedAt) + (_cap.IsDaySpent(_clock.GetUtcNow()) ? TellLossesOnASpentDayEvery : TellLossesEvery)
        : null;

    private async Task TellLossesAsync()
    {
        if (_losses.Summary(_clock.GetUtcNow()) is not { } summary) return;
        if (!_hurry.IsCancellationRequested) _logger.NoticesLeftOut(_options.Name, summary.Alert.Text); // at the end it is logged once, with what was left by then
        if (await PassOnAsync(summary) is null) _losses.Told(_clock.GetUtcNow());
        _lossesTriedAt = _clock.GetUtcNow();
    }

    /// <summary>Tries until it is taken, refused, or too old. What is graver does not wait behind it: it goes ahead of the next attempt.</summary>
    /// <returns>Why it was not taken; null when it was.</returns>
    private async Task<string?> PassOnAsync(AlertNotice notice)
    {
        for (var wait = BackoffFirst; ; wait = Lesser(wait * 2, BackoffMax))
        {
            var isLast = _hurry.IsCancellationRequested; // one attempt of each begins after it was told to stop
            var result = await OnceAsync(notice);
            if (result is SendResult.Sent)
            {
                Works();
                return null;
            }

            var (said, after) = result switch
            {
                SendResult.TryAgain again => (again.Why, again.After is { } asked && asked > BackoffFirst ? asked : wait),
                SendResult.Refused refused => (refused.Why, TimeSpan.MaxValue),
                _ => throw new InvalidOperationException($"{result.GetType().Name} is no result of an attempt."),
            };
            var why = _redactor.Redact(said);
            Trouble(why);
            if (isLast || after > notice.At + _options.RetryFor - _clock.GetUtcNow()) return why;
            await RestAsync(after);
            while (_queue.TryTake(out var graver, above: notice.Severity)) await TakeAsync(graver);
        }
    }

    private async Task<SendResult> OnceAsync(AlertNotice notice)
    {
        try
        {
            return await _attempts.TryAsync(notice, _ending.Token);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            return new SendResult.TryAgain("the daemon stopped before it was taken");
        }
    }

    private async Task RestAsync(TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, _clock, _hurry.Token);
        }
        catch (OperationCanceledException)
        {
            // told to stop: one more attempt, at once
        }
    }

    private void Lose(NoticeOutcome outcome, AlertNotice notice, string why)
    {
        _outcomes.Add(outcome);
        _losses.Add(outcome, notice, why, _clock.GetUtcNow());
    }

    private void Works()
    {
        if (_trouble is not null) _logger.ChannelWorks(_options.Name);
        _trouble = null;
        _health.Healthy();
        _outcomes.Add(NoticeOutcome.Sent);
        Volatile.Write(ref _lastSentTicks, _clock.GetUtcNow().UtcTicks);
    }

    private void Trouble(string why)
    {
        if (_trouble is null) _logger.ChannelFails(_options.Name, why); // once for each trouble; every lost notice is counted
        _trouble = why;
        _health.Degraded(why);
    }

    private static TimeSpan Positive(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1);

    private static TimeSpan Lesser(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
