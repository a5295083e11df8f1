using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TradingDaemon.Tests.Emergency.Support;

/// <summary>A log and a clock that throw once they are broken.</summary>
internal sealed class ThrowingTools
{
    public ThrowingTools() => (Logger, Clock) = (new BreakingLogger(this), new BreakingClock(this));

    public HashSet<string> Broken { get; } = [];

    public ILogger Logger { get; }

    /// <summary>What was logged while nothing was broken.</summary>
    public ConcurrentQueue<string> Logged { get; } = new();

    public TimeProvider Clock { get; }

    private void Enter(string call)
    {
        if (Broken.Contains(call)) throw new InvalidOperationException($"{call} is broken.");
    }

    private sealed class BreakingLogger(ThrowingTools tools) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel)
        {
            tools.Enter("logger");
            return true;
        }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            tools.Enter("logger");
            tools.Logged.Enqueue(formatter(state, exception));
        }
    }

    private sealed class BreakingClock(ThrowingTools tools) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            tools.Enter("alerts");
            return base.GetUtcNow();
        }
    }
}
