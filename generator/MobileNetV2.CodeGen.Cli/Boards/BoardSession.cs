using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;

namespace MobileNetV2.CodeGen.Cli.Boards;

/// <summary>Talks to the program of <c>compile --harness</c>: commands end with <c>%</c>, answers with a line <c>m-ready</c>.</summary>
internal sealed class BoardSession : IDisposable
{
    private const string Ready = "m-ready";

    /// <summary>Bytes of an input in one command; the board takes them as they come.</summary>
    private const int Chunk = 256;

    private readonly Stream _port;
    private readonly TimeSpan _patience;
    private readonly BlockingCollection<string> _lines = [];

    /// <param name="patience">For the next line of an answer.</param>
    public BoardSession(Stream port, TimeSpan patience)
    {
        (_port, _patience) = (port, patience);
        // A device has no timeout of its own; the thread ends with the stream, or with the process.
        new Thread(ReadLines) { IsBackground = true }.Start();
    }

    /// <summary>What the board answers to a command, without the last line.</summary>
    /// <exception cref="TimeoutException">It says nothing.</exception>
    public ImmutableArray<string> Ask(string command)
    {
        _port.Write(Encoding.ASCII.GetBytes(command + "%"));
        _port.Flush();
        var answer = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            if (!_lines.TryTake(out var line, _patience))
                throw new TimeoutException($"no answer to '{command[..Math.Min(command.Length, 24)]}%' in {_patience.TotalSeconds:F0} s");
            if (line == Ready)
                return answer.ToImmutable();
            answer.Add(line);
        }
    }

    /// <summary>What the board said before it was asked: its greeting, or the answer to somebody else.</summary>
    public void Drain(TimeSpan silence)
    {
        while (_lines.TryTake(out _, silence))
        {
            // Not for us.
        }
    }

    public void Load(IEnumerable<ReadOnlyMemory<byte>> blocks)
    {
        var all = blocks.ToImmutableArray();
        Ask($"db load {all.Sum(b => b.Length)}");
        foreach (var block in all)
        {
            for (var at = 0; at < block.Length; at += Chunk)
                Ask("db " + Convert.ToHexStringLower(block.Span.Slice(at, Math.Min(Chunk, block.Length - at))));
        }
    }

    public void Dispose()
    {
        _port.Dispose();
        _lines.Dispose();
    }

    private void ReadLines()
    {
        var line = new StringBuilder();
        var block = new byte[1024];
        try
        {
            for (int count; (count = _port.Read(block)) > 0;)
            {
                foreach (var b in block.AsSpan(0, count))
                {
                    if (b == '\n')
                    {
                        _lines.Add(line.ToString().TrimEnd('\r'));
                        line.Clear();
                    }
                    else
                    {
                        line.Append((char)b);
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The port is gone; who waits for a line runs out of patience.
        }
    }
}
