using System.Text.Json.Nodes;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests;

/// <summary>Files that commands read, with some values or bytes changed at random: a result or a diagnostic, never an internal error,
/// and nothing that a terminal obeys.</summary>
public sealed class HostileFilesTests : IDisposable
{
    private const int Mutations = 100;

    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Fact]
    public void Plans()
    {
        var good = _network.Folder.Write("good.json", CliResult.Of("plan", _network.Path, "--target", "stm32h743", "--json").Out);
        var bad = _network.Folder.File("bad.json");
        var page = _network.Folder.File("page.html");
        var random = new TestRandom(1);
        for (var i = 0; i < Mutations; i++)
        {
            File.WriteAllText(bad, Mutate(File.ReadAllText(good), random));
            Run(["compare", good, bad, "--html", page]);
            Run(["compare", bad, good, "--json"]);
        }
    }

    [Fact]
    public void Target_files()
    {
        const string Board = """
            {
              "name": "board", "title": "T", "inherits": "cortex-m4", "compilerFlags": ["-mcpu=cortex-m4", "-mthumb"], "alignmentBytes": 16, "cmsisNnDefines": ["X=1"],
              "features": { "dsp": true, "mve": false, "fpu": true }, "preferredKernels": "cmsis-nn", "emulatedBy": null,
              "regions": [
                { "name": "ram", "originAddress": "0x20000000", "sizeBytes": 65536, "holds": "arena" },
                { "name": "flash", "originAddress": "0x08000000", "sizeBytes": 1048576, "holds": "flash" }
              ],
              "emulator": { "machine": "mps2-an386", "clockHz": 25000000, "codeRegion": "flash", "constantsRegion": "flash", "dataRegion": "ram", "arenaRegion": "ram" },
              "sources": [{ "document": "d", "section": "s" }]
            }
            """;
        var board = _network.Folder.File("board.json");
        var random = new TestRandom(2);
        for (var i = 0; i < 2 * Mutations; i++)
        {
            File.WriteAllText(board, Mutate(Board, random));
            Run(["plan", _network.Path, "--target", board, "--schedule", "layers", "--place", "weights=flash"]);
        }
    }

    [Fact]
    public void Descriptions()
    {
        var text = File.ReadAllText(_network.Path);
        var random = new TestRandom(3);
        for (var i = 0; i < Mutations; i++)
        {
            File.WriteAllText(_network.Path, Mutate(text, random));
            Run(["inspect", _network.Path]);
            Run(["inspect", _network.Path, "--json"]);
        }
    }

    [Fact]
    public void Arrays_labels_and_pictures()
    {
        var input = _network.Folder.File("in.npy");
        var labels = _network.Folder.File("labels.txt");
        byte[] array = [0x93, .. "NUMPY"u8, 1, 0, 70, 0, .. "{'descr': '|i1', 'fortran_order': False, 'shape': (1, 16, 16, 3), }    \n"u8,
            .. new byte[TinyNetwork.InputBytes]];
        var picture = Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        var random = new TestRandom(4);
        for (var i = 0; i < Mutations; i++)
        {
            File.WriteAllBytes(input, Mutate(array, random, array.Length - TinyNetwork.InputBytes));
            File.WriteAllBytes(labels, random.Bytes(random.Int(0, 40)));
            Run(["run", _network.Path, "--input", input, "--labels", labels]);
            var png = _network.Folder.Write("in.png", Mutate(picture, random, picture.Length));
            Run(["run", _network.Path, "--input", png, "--top", "2"]);
        }
    }

    private static void Run(string[] args)
    {
        var result = CliResult.Any(args);

        Assert.True(result.ExitCode is ExitCode.Success or ExitCode.Failure, $"{string.Join(' ', args)}\n{result.Error}");
        Assert.Equal(result.ExitCode == ExitCode.Success, !result.Error.Contains(": error ", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Out + result.Error, TerminalText.IsActive);
    }

    private static byte[] Mutate(byte[] file, TestRandom random, int among)
    {
        var copy = (byte[])file.Clone();
        for (var n = random.Int(1, 4); n > 0; n--)
            copy[random.Int(0, among - 1)] = (byte)random.Int(0, 255);
        return random.Chance(0.1) ? copy[..random.Int(0, copy.Length)] : copy;
    }

    /// <summary>Replaces, removes or repeats one to three values.</summary>
    private static string Mutate(string json, TestRandom random)
    {
        var root = JsonNode.Parse(json)!;
        for (var n = random.Int(1, 3); n > 0; n--)
        {
            var (parent, key) = random.Pick([.. Places(root)]);
            if (parent is JsonObject o)
            {
                var name = (string)key;
                if (random.Chance(0.2))
                    o.Remove(name);
                else if (random.Chance(0.1))
                    o[name + "\u001b"] = Odd(random);
                else
                    o[name] = Odd(random);
            }
            else if (parent is JsonArray a)
            {
                if (random.Chance(0.2))
                    a.RemoveAt((int)key);
                else if (random.Chance(0.2))
                    a.Add(a[(int)key]?.DeepClone());
                else
                    a[(int)key] = Odd(random);
            }
        }

        return root.ToJsonString();
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Places(p.Value).Prepend((o, p.Key))),
        JsonArray a => a.SelectMany((item, i) => Places(item).Prepend((a, (object)i))),
        _ => [],
    };

    private static JsonNode? Odd(TestRandom random) => JsonNode.Parse(random.Pick(
        "null", "true", "{}", "[]", "\"\"", "0", "-1", "1", "2147483647", "-2147483648", "2147483648", "9223372036854775807", "1e308",
        "0.5", "-0", "1e-45",
        "\"\\u001b[31m\\n\\u202e\"", "\"../x\"", "\"cortex-m4\\n\"", "\"-B.\"", "\"0x20000000\\n\"", "[[]]", "[null]",
        "[1,2,3,4,5,6,7,8,9]", "{\"a\":null}", "\"int8\"", "16", "1e2",
        $"\"{new string('x', 70)}\""));
}
