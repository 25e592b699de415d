using System.Globalization;
using MobileNetV2.CodeGen.Fuzz;
using SharpFuzz;

// Used by eng/fuzz.sh and by the tests of the corpus.
switch (args)
{
    case ["afl", var name]:
        // Standard input and output belong to the fuzzer.
        var fuzzed = FuzzedFormat.Named(name);
        Fuzzer.Run(stream =>
        {
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            fuzzed.Try(memory.ToArray());
        });
        return 0;
    case ["seeds", var folder]:
        Seeds.Write(folder);
        return 0;
    case ["replay", var folder]:
        Console.WriteLine($"{Corpus.Replay(folder)} inputs, no fault");
        return 0;
    case ["mutate", var name, var folder, var seconds, var seed]:
        var tried = Mutations.Try(
            FuzzedFormat.Named(name), folder, TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)),
            ulong.Parse(seed, CultureInfo.InvariantCulture));
        Console.WriteLine($"{name}: {tried} inputs, no fault");
        return 0;
    default:
        Console.Error.WriteLine("usage: afl FORMAT | seeds FOLDER | replay FOLDER | mutate FORMAT FOLDER SECONDS SEED");
        return 1;
}
