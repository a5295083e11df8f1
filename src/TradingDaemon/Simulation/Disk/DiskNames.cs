namespace TradingDaemon.Simulation.Disk;

/// <summary>
/// Names twice: as programs see them, and as they were when their directory was last flushed. Files are found by full
/// name; a directory is a name without a file.
/// </summary>
internal sealed class DiskNames
{
    private readonly Dictionary<string, DiskFile?> _seen = new(StringComparer.Ordinal) { ["/"] = null };
    private readonly Dictionary<string, DiskFile?> _kept = new(StringComparer.Ordinal) { ["/"] = null };
    private readonly List<Change> _unflushed = [];

    /// <summary>One step of a directory, done whole or not at all.</summary>
    private readonly record struct Change(string? Removed, string? Added, DiskFile? File)
    {
        public string Directory => ParentOf(Added ?? Removed!);

        public void On(Dictionary<string, DiskFile?> names)
        {
            if (Removed is not null) names.Remove(Removed);
            if (Added is not null) names[Added] = File;
        }
    }

    /// <summary>Every file with its name, by name.</summary>
    public IEnumerable<KeyValuePair<string, DiskFile>> Files =>
        _seen.Where(static entry => entry.Value is not null).OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => KeyValuePair.Create(entry.Key, entry.Value!));

    /// <summary>The directory a name is in.</summary>
    public static string ParentOf(string path) => Path.GetDirectoryName(path) ?? "/";

    /// <summary>The file of that name, or null.</summary>
    public DiskFile? Find(string path) => _seen.GetValueOrDefault(path);

    /// <summary>Whether there is a directory of that name.</summary>
    public bool HasDirectory(string path) => _seen.TryGetValue(path, out var file) && file is null;

    /// <summary>The same names, flushed or not as they are here, of copies of the files.</summary>
    public DiskNames Copy()
    {
        var copies = new Dictionary<DiskFile, DiskFile>();
        DiskFile? CopyOf(DiskFile? file) =>
            file is null ? null : copies.TryGetValue(file, out var known) ? known : copies[file] = file.Copy();

        var copy = new DiskNames();
        foreach (var (path, file) in _seen) copy._seen[path] = CopyOf(file);
        foreach (var (path, file) in _kept) copy._kept[path] = CopyOf(file);
        foreach (var change in _unflushed) copy._unflushed.Add(change with { File = CopyOf(change.File) });
        return copy;
    }

    /// <summary>A file, or a directory where <paramref name="file"/> is null, gets a name.</summary>
    public void Add(string path, DiskFile? file)
    {
        if (!HasDirectory(ParentOf(path))) throw new DiskRefusedException(DiskRefusal.Absent, path);
        Do(new Change(null, path, file));
    }

    /// <summary>A name goes.</summary>
    public void Remove(string path) => Do(new Change(path, null, null));

    /// <summary>A file gets another name in one step, in place of the file that had it.</summary>
    public void Rename(string from, string to) => Do(new Change(from, to, Find(from)));

    /// <summary>Makes one directory's names durable.</summary>
    public void Flush(string directory)
    {
        foreach (var change in _unflushed.Where(change => change.Directory == directory)) change.On(_kept);
        _unflushed.RemoveAll(change => change.Directory == directory);
    }

    /// <summary>What a power cut leaves: of each directory's unflushed changes the first few, or none; what was in a directory that is gone is gone.</summary>
    public void LosePower(Random random)
    {
        foreach (var changes in _unflushed.GroupBy(static change => change.Directory).ToArray())
            foreach (var change in changes.Take(random.Next(changes.Count() + 1))) change.On(_kept);
        foreach (var orphan in _kept.Keys.Where(path => path != "/").OrderBy(static path => path.Length).ToArray())
            if (!_kept.ContainsKey(ParentOf(orphan))) _kept.Remove(orphan);
        _unflushed.Clear();
        _seen.Clear();
        foreach (var (path, file) in _kept) _seen[path] = file;
    }

    private void Do(Change change)
    {
        change.On(_seen);
        _unflushed.Add(change);
    }
}
