namespace TradingDaemon.Simulation.Disk;

/// <summary>
/// A disk in memory on which the real store runs on the real SQLite, and which fails when told to. Everything that changes
/// it is numbered, so that a test can fail each operation in turn. Any number of disks live in one process; one disk may
/// be used from any thread.
/// </summary>
internal sealed class SimulatedDisk
{
    private readonly Lock _gate = new();
    private readonly DiskNames _names;
    private readonly List<MountedDisk> _mounts = [];

    /// <summary>An empty disk.</summary>
    public SimulatedDisk()
        : this(new DiskNames())
    {
    }

    private SimulatedDisk(DiskNames names) => _names = names;

    /// <summary>How many operations it was asked for, refused ones included.</summary>
    public long Operations { get; private set; }

    /// <summary>What befalls each operation; null lets it pass. Is asked under the disk's lock, and must not throw.</summary>
    public Func<DiskOperation, DiskFault?>? Faults { get; set; }

    /// <summary>Is told of virtual time that passed: a stalled operation, or SQLite waiting for a lock. Must not throw.</summary>
    public Action<TimeSpan>? Passed { get; set; }

    /// <summary>Names of all files, in order.</summary>
    public IReadOnlyList<string> Files
    {
        get { lock (_gate) return [.. _names.Files.Select(static file => file.Key)]; }
    }

    /// <summary>A process starts. Two may be on one disk at a time; both die together.</summary>
    public MountedDisk Mount()
    {
        var mount = new MountedDisk(this);
        lock (_gate) _mounts.Add(mount);
        return mount;
    }

    /// <summary>Every process is killed: what was written stays, synced or not.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            foreach (var mount in _mounts) mount.Die();
            _mounts.Clear();
            foreach (var (_, file) in _names.Files) file.Forget();
        }
    }

    /// <summary>The power goes: what was synced stays, and of the rest what chance spares; every process is dead.</summary>
    public void LosePower(Random random)
    {
        lock (_gate)
        {
            Kill();
            var seen = _names.Files.ToArray();
            _names.LosePower(random);
            foreach (var file in seen.Concat(_names.Files).Select(static named => named.Value).Distinct())
            {
                file.Forget();
                file.LosePower(new SectorSurvival(random));
            }
        }
    }

    /// <summary>A disk of the same content, synced or not as it is here, without processes and counting anew. Costs little: bytes are shared until written.</summary>
    public SimulatedDisk Copy()
    {
        lock (_gate) return new SimulatedDisk(_names.Copy());
    }

    /// <summary>A file's bytes.</summary>
    public byte[] Read(string path)
    {
        lock (_gate)
        {
            var bytes = new byte[Of(path).Length];
            _ = Of(path).Read(0, bytes);
            return bytes;
        }
    }

    /// <summary>Flips one bit where it is stored: decay, not an operation.</summary>
    public void Flip(string path, long offset, int bit)
    {
        lock (_gate)
        {
            Span<byte> one = stackalloc byte[1];
            _ = Of(path).Read(offset, one);
            one[0] ^= (byte)(1 << bit);
            Of(path).Decay(offset, one);
        }
    }

    /// <summary>Puts other bytes where a file's are stored: not an operation.</summary>
    public void Overwrite(string path, long offset, ReadOnlySpan<byte> bytes)
    {
        lock (_gate) Of(path).Decay(offset, bytes);
    }

    /// <summary>Cuts a file where it is stored: not an operation.</summary>
    public void Cut(string path, long length)
    {
        lock (_gate)
        {
            Of(path).Truncate(length);
            Of(path).Sync();
        }
    }

    /// <summary>Numbers an operation, lets befall it what is planned, and does it or throws <see cref="DiskRefusedException"/>.</summary>
    /// <param name="mount">Of the process that asks.</param>
    /// <param name="operation">Not numbered yet.</param>
    /// <param name="act">Does it; is told how many bytes of a write are taken.</param>
    internal void Perform(MountedDisk mount, DiskOperation operation, Action<int> act)
    {
        lock (_gate)
        {
            if (!mount.IsAlive) throw new DiskRefusedException(DiskRefusal.Dead, operation.Path);
            operation = operation with { Number = ++Operations };
            switch (Faults?.Invoke(operation))
            {
                case null: act(operation.Length); break;
                case DiskFault.Refuse refused: throw new DiskRefusedException(refused.Why, operation.Path);
                case DiskFault.ShortWrite shortened:
                    if (operation.Kind == DiskOperationKind.Write) act(Math.Min(shortened.Bytes, operation.Length));
                    throw new DiskRefusedException(DiskRefusal.Full, operation.Path);
                case DiskFault.Stall stalled:
                    Passed?.Invoke(stalled.Duration);
                    act(operation.Length);
                    break;
                case DiskFault.PowerCut cut:
                    if (operation.Kind is not (DiskOperationKind.Sync or DiskOperationKind.FlushDirectory)) act(operation.Length); // on its way: chance decides
                    LosePower(new Random(cut.Seed));
                    break;
                default: Kill(); break;
            }

            if (!mount.IsAlive) throw new DiskRefusedException(DiskRefusal.Dead, operation.Path);
        }
    }

    /// <summary>Looks something up for a living process.</summary>
    internal T Look<T>(MountedDisk mount, Func<DiskNames, T> look)
    {
        lock (_gate) return mount.IsAlive ? look(_names) : throw new DiskRefusedException(DiskRefusal.Dead, "");
    }

    /// <summary>Does something that even the dead may, such as letting go.</summary>
    internal void Settle(Action act)
    {
        lock (_gate) act();
    }

    /// <summary>Changes names, from within <see cref="Perform"/>.</summary>
    internal void Change(Action<DiskNames> change) => change(_names);

    private DiskFile Of(string path) => _names.Find(path) ?? throw new DiskRefusedException(DiskRefusal.Absent, path);
}
