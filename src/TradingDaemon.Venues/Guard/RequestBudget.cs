using System.Globalization;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Guard;

/// <summary>
/// A token bucket for one key at one venue. Burst and refill together never exceed the limit less the margin in any minute; the last part of
/// the bucket is kept for cancels and look-ups, and cancels may go into half the margin. What the venue counts beyond what we spent, others spent: it is taken from the bucket.
/// Waiting is first come first served within a priority. Thread-safe; asks nobody but its clock for the time.
/// </summary>
public sealed class RequestBudget : IDisposable
{
    private const string FullCode = "BUDGET";
    private const string PausedCode = "PAUSED";
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(1); // without a word from the venue, a minute is its whole window

    private static readonly AsyncLocal<bool> IsWaitless = new(); // of whoever asks, and of all that it leads to
    private readonly Lock _gate = new();
    private readonly BudgetOptions _options;
    private readonly TimeProvider _clock;
    private readonly long _zero;
    private readonly ITimer _alarm;
    private readonly List<BudgetWaiter>[] _lines = [.. Enumerable.Range(0, (int)RequestPriority.Entry + 1).Select(static _ => new List<BudgetWaiter>())]; // by priority
    private double _tokens;
    private double _usable;
    private double _spent;
    private double _spentAtWindow;
    private int _usedBefore;
    private TimeSpan _filledAt;
    private TimeSpan _pausedUntil;
    private int _pauses;
    private bool _isLimitKnown;

    /// <summary>A full bucket. Throws <see cref="ArgumentOutOfRangeException"/> for options out of range.</summary>
    public RequestBudget(BudgetOptions options, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LimitPerMinute, 1, nameof(options));
        if (options.MarginFraction is not (>= 0d and < 1d) || options.BurstFraction is not (> 0d and <= 1d) || options.ReserveFraction is not (>= 0d and < 1d))
            throw new ArgumentOutOfRangeException(nameof(options), "A fraction of the budget is out of range.");
        (_options, _clock, _zero) = (options, clock, clock.GetTimestamp());
        _usable = options.LimitPerMinute * (1d - options.MarginFraction);
        _tokens = Capacity;
        _alarm = clock.CreateTimer(static budget => ((RequestBudget)budget!).ServeWaiting(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Callers waiting now.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_gate) return _lines.Sum(static line => line.Count);
        }
    }

    /// <summary>
    /// Takes <paramref name="weight"/> (above zero) from the bucket, waiting for it as long as is reasonable. Throws <see cref="VenueException"/> with
    /// <see cref="VenueFaultKind.RateLimited"/> when it is not, and <see cref="NotSentException"/> when the caller gives up meanwhile: nothing was sent.
    /// </summary>
    public ValueTask TakeAsync(int weight, RequestPriority priority, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        BudgetWaiter waiter;
        lock (_gate)
        {
            Refill();
            if (!IsAnyBefore(priority) && WaitFor(weight, priority) <= TimeSpan.Zero)
            {
                Spend(weight);
                return default;
            }

            if (_pausedUntil - Monotonic > _options.WaitMax) return ValueTask.FromException(Refusal(PausedCode, "The venue asked to be left alone.", _pausedUntil - Monotonic));
            var line = _lines[(int)priority];
            if (line.Count >= _options.WaitingMax) return ValueTask.FromException(Refusal(FullCode, $"{_options.WaitingMax} requests wait already.", WaitFor(weight, priority)));
            line.Add(waiter = new BudgetWaiter(weight, priority, Monotonic + _options.WaitMax));
            Arm();
        }

        return new ValueTask(waiter.WaitAsync(() => GivenUp(weight, priority), stopping));
    }

    /// <summary>
    /// Takes <paramref name="weight"/> (above zero) at once, whatever there is: for what must not wait, nor any further request of the same question.
    /// Whoever comes after waits until it has flowed back.
    /// </summary>
    public void Charge(int weight)
    {
        IsWaitless.Value = true;
        lock (_gate)
        {
            Refill();
            Spend(weight);
        }
    }

    /// <summary>Whether whoever asks now, all the way up, took at once what there was: counters of an adapter's own are not to make it wait either.</summary>
    internal static bool WaitsForNothing => IsWaitless.Value;

    /// <summary>
    /// The same for a request an adapter sends beyond the first one of a question, e.g. of a look-up that goes on to ask for fills: each takes what it weighs
    /// before it leaves. As urgent as a look-up.
    /// </summary>
    public ValueTask TakeFurtherAsync(int weight, CancellationToken stopping)
    {
        if (!WaitsForNothing) return TakeAsync(weight, RequestPriority.LookUp, stopping);
        Charge(weight);
        return ValueTask.CompletedTask;
    }

    /// <summary>What a request is told that is not sent because as much was asked as the venue takes.</summary>
    /// <param name="why">One sentence.</param>
    /// <param name="wait">When it may be asked again.</param>
    public static VenueFault Full(string why, TimeSpan wait) => Unsent(FullCode, why, wait);

    /// <summary>Waits for room in a counter. Throws <see cref="NotSentException"/> when the caller gives up meanwhile.</summary>
    /// <param name="wait">Until there is room.</param>
    /// <param name="clock">Real time.</param>
    /// <param name="full">What to say of the request then.</param>
    /// <param name="stopping">The caller gives up.</param>
    internal static async Task WaitAsync(TimeSpan wait, TimeProvider clock, VenueFault full, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(wait, clock, stopping);
        }
        catch (OperationCanceledException)
        {
            throw new NotSentException(full, stopping);
        }
    }

    /// <summary>What the venue says was used of how much in its minute. Impossible figures are ignored.</summary>
    public void Learn(int used, int limit)
    {
        if (used < 0 || limit < 1) return;
        lock (_gate)
        {
            Refill();
            var assumed = Capacity;
            _usable = limit * (1d - _options.MarginFraction);
            if (!_isLimitKnown) _tokens += Capacity - assumed; // as if it had been known from the start: what is kept back is a part of the true bucket, and would be waited for
            _isLimitKnown = true;
            if (used < _usedBefore) _spentAtWindow = _spent - used; // the venue began to count anew
            _usedBefore = used;
            var byOthers = used - (_spent - _spentAtWindow);
            if (byOthers > 0d) Spend(byOthers);
        }

        ServeWaiting();
    }

    /// <summary>
    /// What became of a request, null for an answer. After a refusal because too much was asked everybody waits, cancels too: asking again turns a
    /// pause into a ban.
    /// </summary>
    public void Settle(VenueFault? fault)
    {
        if (fault is { IsOwn: true }) return; // nor does our own: it would pause everybody, cancels too
        lock (_gate)
        {
            if (fault is not { Kind: VenueFaultKind.RateLimited })
            {
                if (fault is null) _pauses = 0;
                return;
            }

            var own = _options.PauseFirst * Math.Pow(2d, Math.Min(_pauses++, 10));
            var until = Monotonic + (fault.RetryAfter ?? (own < PauseMax ? own : PauseMax));
            if (until > _pausedUntil) _pausedUntil = until;
            Arm();
        }
    }

    /// <summary>Lets go of the timer; whoever still waits is refused by its own token.</summary>
    public void Dispose() => _alarm.Dispose();

    private double Capacity => _usable * _options.BurstFraction;

    private double PerSecond => _usable * (1d - _options.BurstFraction) / 60d;

    private TimeSpan Monotonic => _clock.GetElapsedTime(_zero);

    private BudgetWaiter? First => _lines.FirstOrDefault(static line => line.Count > 0)?[0];

    private void ServeWaiting()
    {
        List<(BudgetWaiter Waiter, VenueException? Refused)> served = [];
        lock (_gate)
        {
            Refill();
            var now = Monotonic;
            foreach (var line in _lines)
            {
                foreach (var late in line.Where(waiter => waiter.Deadline <= now)) served.Add((late, Refusal(FullCode, "The budget left no room in time.", WaitFor(late.Weight, late.Priority))));
                line.RemoveAll(waiter => waiter.IsOver || waiter.Deadline <= now);
            }

            while (First is { } next && WaitFor(next.Weight, next.Priority) <= TimeSpan.Zero)
            {
                _lines[(int)next.Priority].RemoveAt(0);
                Spend(next.Weight);
                served.Add((next, null));
            }

            Arm();
        }

        foreach (var (waiter, refused) in served) waiter.End(refused); // outside the lock: what waits goes on at once
    }

    private bool IsAnyBefore(RequestPriority priority) => _lines.Take((int)priority + 1).Any(static line => line.Count > 0);

    private void Refill()
    {
        var now = Monotonic;
        _tokens = Math.Min(Capacity, _tokens + ((now - _filledAt).TotalSeconds * PerSecond));
        _filledAt = now;
    }

    private void Spend(double weight)
    {
        _tokens -= weight;
        _spent += weight;
    }

    private TimeSpan WaitFor(int weight, RequestPriority priority)
    {
        // What fits the full bucket passes, however small the bucket. Cancels may go on into the margin, as far as its half.
        var floor = priority == RequestPriority.Cancel ? -_usable * _options.MarginFraction / (1d - _options.MarginFraction) / 2d
            : Math.Max(0d, Math.Min(Capacity * _options.ReserveFraction * KeptFrom(priority), Capacity - weight));
        var needed = Math.Min(weight, Capacity) + floor;
        var forTokens = _tokens + 1e-9 >= needed ? TimeSpan.Zero : TimeSpan.FromSeconds((needed - _tokens) / PerSecond);
        var forPause = _pausedUntil - Monotonic;
        return forPause > forTokens ? forPause : forTokens;
    }

    private static double KeptFrom(RequestPriority priority) => priority switch
    {
        RequestPriority.Stream or RequestPriority.LookUp or RequestPriority.Exit => 0.3,
        RequestPriority.Query => 0.6,
        _ => 1d,
    };

    // Called under the lock: wakes for the next in line, or for whoever has waited too long.
    private void Arm()
    {
        if (First is not { } next) return;
        var wait = WaitFor(next.Weight, next.Priority);
        var late = _lines.SelectMany(static line => line).Min(static waiter => waiter.Deadline) - Monotonic;
        if (late < wait) wait = late;
        _alarm.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan); // timers cut to whole milliseconds: waking early would only spin
    }

    private VenueFault GivenUp(int weight, RequestPriority priority)
    {
        lock (_gate)
        {
            Refill();
            return Unsent(FullCode, "It waited for its turn in our own budget of requests for as long as it might take.", WaitFor(weight, priority));
        }
    }

    private static VenueException Refusal(string code, string why, TimeSpan wait) => new(Unsent(code, why, wait));

    private static VenueFault Unsent(string code, string why, TimeSpan wait) => new(
        VenueFaultKind.RateLimited, code, string.Create(CultureInfo.InvariantCulture, $"{why} Next in {wait.TotalSeconds:0.###} s; nothing was sent."), wait > TimeSpan.Zero ? wait : null) { IsOwn = true };
}
