namespace TradingDaemon.Tests.Operations.Support;

/// <summary>What a deed takes of memory.</summary>
internal static class Allocations
{
    private const int Rounds = 5;

    /// <summary>Bytes it allocates on this thread: the least of several times, for the runtime itself allocates now and then.</summary>
    public static long LeastOf(Action deed)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            deed();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
