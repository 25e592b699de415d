using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Import.Description;

/// <summary>Corrupted files give a graph or diagnostics with a location, never an exception.</summary>
public sealed class MutationTests
{
    private static readonly byte[][] Fragments =
    [
        .. new[] { "0", "-1", "2147483647", "1e99", "9223372036854775808", "null", "[", "]", "{", "}", "\"", ",", "[]", "{}", "\"x\"",
            "\\ud800", "65535", "1" }
            .Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    [Theory]
    [InlineData("m.json")]
    [InlineData("m.safetensors")]
    public void Corrupted_files_never_throw(string victim)
    {
        var random = new DeterministicRandom(11);
        var refused = 0;
        var originals = Enumerable.Range(0, 15).Select(seed => DescriptionFiles.Write(RandomGraphs.Network((ulong)seed)))
            .Where(f => f.ContainsKey(victim)).ToList();
        for (var round = 0; round < 750; round++)
        {
            var files = new Dictionary<string, byte[]>(originals[round % originals.Count]);
            files[victim] = Corrupt(files[victim], random);
            var outcome = DescriptionFiles.Read(files);
            Assert.True(outcome.Value is not null || outcome.Diagnostics.Any(d => d.IsError));
            Assert.All(outcome.Diagnostics, d => Assert.NotEqual("", d.Location));
            refused += outcome.Succeeded ? 0 : 1;
        }

        Assert.InRange(refused, 200, 750);
    }

    [Fact]
    public void A_description_cut_anywhere_is_refused()
    {
        var files = DescriptionFiles.Write(RandomGraphs.Network(1));
        var json = files["m.json"];
        for (var length = 0; length < json.Length - 2; length += 1 + (json.Length / 300))
        {
            files["m.json"] = json[..length];
            Assert.Equal("MNV1100", Assert.Single(DescriptionFiles.Read(files).Diagnostics).Code);
        }
    }

    /// <summary>A few edits: a byte changed, a run cut out or doubled, or a fragment put over the text.</summary>
    private static byte[] Corrupt(byte[] original, DeterministicRandom random)
    {
        List<byte> bytes = [.. original];
        for (var edits = random.NextInt32(1, 3); edits > 0 && bytes.Count > 8; edits--)
        {
            // The headers of weights are short; edits in the data change nothing that can be noticed.
            var at = random.NextInt32(0, Math.Min(bytes.Count - 1, random.NextInt32(0, 1) == 0 ? 400 : int.MaxValue));
            var run = Math.Min(random.NextInt32(1, 12), bytes.Count - at);
            switch (random.NextInt32(0, 3))
            {
                case 0:
                    bytes[at] = (byte)random.NextInt32(0, 255);
                    break;
                case 1:
                    bytes.RemoveRange(at, run);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, run));
                    break;
                default:
                    bytes.RemoveRange(at, run);
                    bytes.InsertRange(at, Fragments[random.NextInt32(0, Fragments.Length - 1)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
