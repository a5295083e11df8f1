using System.Globalization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Storage.Files;

namespace TradingDaemon.Storage.Checkpoints;

/// <summary>
/// Checkpoints as files beside the database, so that writing one never waits for the journal's writer nor makes it wait.
/// A file appears whole under its name or not at all.
/// </summary>
/// <param name="disk">Where they lie.</param>
/// <param name="directory">Exists.</param>
/// <param name="keptMax">One to use, and the others for when it is damaged; each is a little older and the journal fills the gap. At least 1.</param>
/// <param name="lastSequence">The newest durable fact: a checkpoint beyond it tells of facts that were never kept.</param>
internal sealed class CheckpointFiles(IStoreDisk disk, string directory, int keptMax, Func<long> lastSequence) : ICheckpoints
{
    private const string Prefix = "checkpoint-";
    private const string Suffix = ".json";
    private const string DraftSuffix = ".draft";

    /// <inheritdoc/>
    public void Write(AccountState state, DateTimeOffset at)
    {
        var path = PathOf(state.Sequence);
        var draft = path + DraftSuffix;
        try
        {
            disk.Write(draft, CheckpointFile.Write(state, at));
            disk.Rename(draft, path);
            disk.FlushDirectory(directory);
            foreach (var old in Sequences().Skip(keptMax)) disk.Delete(PathOf(old));
            foreach (var left in Named(DraftSuffix)) disk.Delete(left); // of a process that was killed
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The checkpoint {path} cannot be written; check the disk's free space and the directory's permissions. {refused.Message}", refused);
        }
    }

    /// <inheritdoc/>
    public (AccountState State, DateTimeOffset At)? ReadNewest(out IReadOnlyList<string> damaged)
    {
        var faults = new List<string>();
        damaged = faults;
        foreach (var sequence in Sequences())
        {
            try
            {
                var (state, at) = CheckpointFile.Read(disk.Read(PathOf(sequence)));
                if (state.Sequence != sequence) throw new InvalidDataException($"it holds the state of fact {state.Sequence}");
                if (sequence > lastSequence()) throw new InvalidDataException($"it is ahead of the journal, which ends at fact {lastSequence()}");
                return (state, at);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                faults.Add($"The checkpoint {PathOf(sequence)} is not used: {fault.Message}.");
            }
        }

        return null;
    }

    /// <summary>Sequences of the files there are, newest first.</summary>
    private long[] Sequences() =>
    [
        .. Named(Suffix)
            .Select(static path => Path.GetFileNameWithoutExtension(path)[Prefix.Length..])
            .Where(static digits => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(static digits => long.Parse(digits, CultureInfo.InvariantCulture))
            .OrderDescending(),
    ];

    private IEnumerable<string> Named(string suffix) =>
        disk.FilesOf(directory).Where(path => Path.GetFileName(path) is var name && name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(suffix, StringComparison.Ordinal));

    private string PathOf(long sequence) => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence}{Suffix}"));
}
