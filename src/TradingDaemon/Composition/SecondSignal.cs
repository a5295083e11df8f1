using System.Runtime.InteropServices;

namespace TradingDaemon.Composition;

/// <summary>The first SIGINT or SIGTERM stops the daemon in order (the host sees to that); a second one ends it at once, which loses nothing either: everything that matters is durable.</summary>
internal sealed class SecondSignal : IDisposable
{
    /// <summary>Exit code of a process ended by a second signal, as shells count SIGINT.</summary>
    public const int ExitCode = 130;

    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    private SecondSignal() => _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Count), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Count)];

    /// <summary>Begins to count.</summary>
    public static SecondSignal Watch() => new();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void Count(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1) Environment.Exit(ExitCode);
    }
}
