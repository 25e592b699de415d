using System.Diagnostics;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Fuzz;

/// <summary>Changes to inputs of the corpus, without a fuzzer that watches coverage: for machines that have none.</summary>
internal static class Mutations
{
    private static readonly byte[][] Extremes =
    [
        [0], [255], [127], [128], [0, 0, 0, 0], [255, 255, 255, 255], [255, 255, 255, 127], [0, 0, 0, 128], [0, 0, 192, 127],
        "-1"u8.ToArray(), "99999999999"u8.ToArray(), "1e999"u8.ToArray(), "[[[["u8.ToArray(), "null"u8.ToArray(),
    ];

    /// <summary>Until the time is over, or until something is thrown: the input is then in <c>fault.FORMAT</c>.</summary>
    public static long Try(FuzzedFormat format, string folder, TimeSpan time, ulong seed)
    {
        var corpus = Corpus.Files(folder, format).Select(File.ReadAllBytes).ToArray();
        var random = new TestRandom(seed);
        var tried = 0L;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time; tried++)
        {
            var input = Mutate(random.Pick(corpus), random.Pick(corpus), random);
            try
            {
                format.Try(input);
            }
            catch (Exception)
            {
                File.WriteAllBytes("fault." + format.Name, input);
                throw;
            }
        }

        return tried;
    }

    public static byte[] Mutate(byte[] input, byte[] other, TestRandom random)
    {
        var bytes = input.ToList();
        for (var n = random.Int(1, 4); n > 0 && bytes.Count > 0; n--)
        {
            var at = random.Int(0, bytes.Count - 1);
            switch (random.Int(0, 6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Int(0, 7));
                    break;
                case 1:
                    bytes[at] = (byte)random.Int(0, 255);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Int(1, 16), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, random.Pick(Extremes));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Int(1, 64), bytes.Count - at)));
                    break;
                case 5 when other.Length > 0:
                    var from = random.Int(0, other.Length - 1);
                    var part = other[from..Math.Min(other.Length, from + random.Int(1, 64))];
                    bytes.RemoveRange(at, Math.Min(part.Length, bytes.Count - at));
                    bytes.InsertRange(at, part);
                    break;
                default:
                    var extreme = random.Pick(Extremes);
                    for (var i = 0; i < extreme.Length && at + i < bytes.Count; i++)
                        bytes[at + i] = extreme[i];
                    break;
            }
        }

        return [.. bytes];
    }
}
