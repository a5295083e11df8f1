using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Storage.Journal;

/// <summary>
/// Reads a long journal with more than one core: one thread fetches rows and checks their chain, others read their
/// content, and whoever asks gets the facts in order. Memory holds a few blocks of rows, however long the journal is.
/// </summary>
internal static class FactPipeline
{
    /// <summary>Below so many rows, starting threads costs more than they save.</summary>
    public const long RowsMin = 8_192;

    private const int BlocksMax = 8; // enough that no thread waits for another's block, and a few megabytes at most

    /// <summary>Facts above <paramref name="sequence"/>, in order; throws where <see cref="FactReader"/> does, after the facts before.</summary>
    /// <param name="database">Used by the fetching thread alone until the sequence was read to its end or abandoned.</param>
    /// <param name="sequence">0 for all.</param>
    public static IEnumerable<RecordedFact> Read(SqliteDatabase database, long sequence)
    {
        using var blocks = new BlockingCollection<Task<FactBlock.Content>>(BlocksMax);
        using var stopping = new CancellationTokenSource();
        var fetching = Task.Run(() => Fetch(database, sequence, blocks, stopping.Token));
        try
        {
            foreach (var block in blocks.GetConsumingEnumerable())
            {
                var (facts, fault) = block.GetAwaiter().GetResult();
                foreach (var fact in facts) yield return fact;
                if (fault is not null) ExceptionDispatchInfo.Throw(fault);
            }

            fetching.GetAwaiter().GetResult(); // throws what ended it, if something did
        }
        finally
        {
            stopping.Cancel();
            Task.WaitAny(fetching); // it uses the connection; its fault, if any, was thrown above or nobody waits for it
        }
    }

    private static void Fetch(SqliteDatabase database, long sequence, BlockingCollection<Task<FactBlock.Content>> blocks, CancellationToken stopping)
    {
        try
        {
            using var reader = new FactReader(database, sequence);
            for (var isMore = true; isMore && !stopping.IsCancellationRequested;)
            {
                var block = new FactBlock(database.Path);
                isMore = block.Fill(reader);
                blocks.Add(Task.Run(block.Read, CancellationToken.None), stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // abandoned by the reader: nobody waits for more
        }
        finally
        {
            blocks.CompleteAdding();
        }
    }
}
