using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>Corrupted files never throw, hang or take much memory: the result is a valid graph or diagnostics.</summary>
public sealed class MutationTests
{
    /// <summary>Bytes that importing may take for each byte of the file, and at least.</summary>
    private const int AllocationFactor = 40;
    private const int AllocationBase = 512 * 1024;

    private static readonly byte[] Intact = SampleModels.Network().Build();

    private static readonly uint[] Extremes =
        [0, 1, 2, 4, 127, 128, 255, 256, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFF0000];

    private static readonly byte[] IntactUInt8 = SampleModels.UInt8Network().Build();

    [Fact]
    public void The_intact_files_import()
    {
        Import(Intact).Sound();
        Import(IntactUInt8).Sound();
    }

    [Fact]
    public void Every_word_of_a_uint8_network_overwritten_by_extremes()
    {
        for (var i = 0; i + 4 <= IntactUInt8.Length; i += 4)
        {
            foreach (var value in Extremes)
            {
                var file = (byte[])IntactUInt8.Clone();
                BitConverter.GetBytes(value).CopyTo(file, i);
                Check(file, $"word {i} set to {value:X8}");
            }
        }
    }

    [Fact]
    public void Every_bit_of_every_byte_flipped_in_turn()
    {
        for (var i = 0; i < Intact.Length; i++)
            Check(Changed(f => f[i] ^= (byte)(1 << (i % 8))), $"bit {i % 8} of byte {i} flipped");
    }

    [Fact]
    public void Every_word_overwritten_by_extremes()
    {
        for (var i = 0; i + 4 <= Intact.Length; i += 4)
        {
            var value = Extremes[i / 4 % Extremes.Length];
            Check(Changed(f => BitConverter.GetBytes(value).CopyTo(f, i)), $"word {i} set to {value:X8}");
        }
    }

    [Fact]
    public void Every_word_made_an_offset_to_somewhere_else()
    {
        var next = new Sequence(1);
        for (var i = 0; i + 4 <= Intact.Length; i += 4)
        {
            var value = next.Below(Intact.Length);
            Check(Changed(f => BitConverter.GetBytes(value).CopyTo(f, i)), $"word {i} set to {value}");
        }
    }

    [Fact]
    public void Truncated_at_every_length()
    {
        for (var length = 0; length < Intact.Length; length += 3)
            Check(Intact[..length], $"cut to {length}");
    }

    [Fact]
    public void Several_random_changes_at_once()
    {
        var next = new Sequence(2);
        for (var round = 0; round < 1000; round++)
        {
            Check(
                Changed(f =>
                {
                    for (var change = 0; change < 4; change++)
                        f[8 + next.Below(f.Length - 8)] = (byte)next.Below(256);
                }),
                $"round {round}");
        }
    }

    [Fact]
    public void Pieces_copied_over_other_pieces()
    {
        var next = new Sequence(3);
        for (var round = 0; round < 500; round++)
        {
            Check(
                Changed(f =>
                {
                    var length = 4 * (1 + next.Below(8));
                    var (from, to) = (next.Below(f.Length - length), 8 + next.Below(f.Length - length - 8));
                    Array.Copy(Intact, from, f, to, length);
                }),
                $"round {round}");
        }
    }

    private static Outcome<Graph> Import(byte[] file) => ModelImporter.Import(file, "net.tflite", _ => null);

    private static byte[] Changed(Action<byte[]> change)
    {
        var file = (byte[])Intact.Clone();
        change(file);
        return file;
    }

    private static void Check(byte[] file, string mutation)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Record.Exception(() =>
        {
            var outcome = Import(file);
            Assert.True(outcome.Succeeded != outcome.Diagnostics.Any(d => d.IsError), mutation);
            Assert.All(outcome.Diagnostics, d =>
                Assert.True(d.Help.Length > 0 && d.Location.StartsWith("net.tflite", StringComparison.Ordinal), mutation));
            if (outcome.Value is { } graph)
                Assert.True(GraphValidator.Validate(graph).All(d => !d.IsError), mutation);
        });
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(exception is null, $"{mutation}: {exception}");
        Assert.True(allocated < AllocationBase + (AllocationFactor * (long)file.Length), $"{mutation}: {allocated} bytes allocated");
    }

    /// <summary>The same numbers on every machine and runtime.</summary>
    private sealed class Sequence(ulong seed)
    {
        private ulong _state = seed;

        public int Below(int limit)
        {
            _state = unchecked((_state * 6364136223846793005) + 1442695040888963407);
            return (int)((_state >> 33) % (ulong)limit);
        }
    }
}
