using System.IO.Compression;

namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>
/// Inflates a gzip file and proves that it was whole. The framework's inflater ends silently when its input stops in the middle, so a
/// small gzip member of our own is appended to the file's bytes: only a file that was complete lets it come out at the end.
/// </summary>
internal sealed class GzipWithProof : IDisposable
{
    private const string CutWords = "it stops in the middle";

    private static readonly byte[] ProofPayload = "\0end of recording\0"u8.ToArray();
    private static readonly byte[] ProofMember = Compress(ProofPayload);

    private readonly WithProofMember _input;
    private readonly GZipStream _inflater;
    private bool _proven;

    public GzipWithProof(Stream compressed)
    {
        _input = new WithProofMember(compressed);
        _inflater = new GZipStream(_input, CompressionMode.Decompress);
    }

    /// <summary>
    /// The next inflated bytes; 0 at the proven end. Throws <see cref="InvalidDataException"/> when the data is damaged or ends early, after
    /// everything that could be read was handed out.
    /// </summary>
    public int Read(Span<byte> destination)
    {
        if (_proven) return 0;
        try
        {
            var count = _inflater.Read(destination);
            if (!_input.ProofServed) return count;
            _proven = IsProof(destination[..count]);
        }
        catch (InvalidDataException cause)
        {
            throw new InvalidDataException(_input.ProofServed ? CutWords : "it is damaged", cause);
        }

        return _proven ? 0 : throw new InvalidDataException(CutWords);
    }

    public void Dispose() => _inflater.Dispose();

    private bool IsProof(ReadOnlySpan<byte> first)
    {
        // The inflater asks for input only once the output of all earlier input was taken: what comes now is the proof, or garbage.
        Span<byte> proof = stackalloc byte[ProofPayload.Length + 1];
        var length = Math.Min(first.Length, proof.Length);
        first[..length].CopyTo(proof);
        while (length < proof.Length && _inflater.Read(proof[length..]) is > 0 and var more) length += more;
        return proof[..length].SequenceEqual(ProofPayload);
    }

    private static byte[] Compress(byte[] payload)
    {
        using var member = new MemoryStream();
        using (var deflater = new GZipStream(member, CompressionLevel.Fastest)) deflater.Write(payload);
        return member.ToArray();
    }

    // Read once, forwards: what only a seekable or writable stream could do is refused, as the base class asks.
    private sealed class WithProofMember(Stream inner) : Stream
    {
        private int _proofAt;

        public bool ProofServed => _proofAt > 0;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var count = _proofAt == 0 ? inner.Read(buffer) : 0;
            if (count > 0) return count;
            count = Math.Min(buffer.Length, ProofMember.Length - _proofAt);
            ProofMember.AsSpan(_proofAt, count).CopyTo(buffer);
            _proofAt += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
