using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Quantizing;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Reads samples: every picture of a folder and of the folders in it, by name; or one raw file.</summary>
internal static class SampleFiles
{
    private const int MostSamples = 100_000;
    private const long MostBytes = 4L << 30;

    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".bmp"];

    /// <param name="lens">The camera that pictures come through; null when they are resized to the input.</param>
    public static Outcome<SampleSet> Pictures(
        string folder, Tensor input, PixelMeaning meaning, int most, CameraLens? lens = null)
    {
        if (PictureShape.Of(input.Shape) is not { } shape)
            return new(null, [CommandLineDiagnostics.NotAnImage(folder, input)]);
        return Read(
            folder, (long)input.Shape.ElementCount * sizeof(float), most, meaning.Range, path =>
            {
                var (block, problem) = Picture(path, shape, meaning, lens);
                return ([block], problem);
            });
    }

    /// <summary>Every picture of a folder as a camera would have sent it: bytes, in the place of reals.</summary>
    public static Outcome<SampleSet> OfCamera(string folder, Graph graph, CameraImage camera, int most) => Read(
        folder, graph.Inputs.Sum(id => (long)graph[id].Shape.ElementCount) * sizeof(float), most, null, path =>
        {
            var file = FileReading.ReadAll(path);
            if (file.Value is not { } bytes)
                return ([], file.Diagnostics[0]);
            var (picture, problem) = PictureFile.Decode(bytes);
            return picture is null
                ? ([], CommandLineDiagnostics.ImageUnusable(path, problem))
                : ([.. CameraPicture.Convert(picture, graph, camera).Select(b =>
                    (ReadOnlyMemory<byte>)MemoryMarshal.AsBytes(Array.ConvertAll(b, x => (float)x).AsSpan()).ToArray())], null);
        });

    private static Outcome<SampleSet> Read(
        string folder, long bytesOfSample, int most, (float Least, float Most)? range,
        Func<string, (ImmutableArray<ReadOnlyMemory<byte>> Blocks, Diagnostic? Problem)> read)
    {
        var (all, trouble) = Find(folder);
        if (trouble is not null)
            return new(null, [trouble]);
        if (all.IsEmpty)
            return new(null, [CommandLineDiagnostics.NoPictures(folder)]);
        most = (int)Math.Clamp(MostBytes / bytesOfSample, 1, Math.Min(most, MostSamples));
        if (all.Length > most)
            all = [.. Enumerable.Range(0, most).Select(i => all[(int)((long)i * all.Length / most)])];
        var blocks = new ImmutableArray<ReadOnlyMemory<byte>>[all.Length];
        var problems = new Diagnostic?[all.Length];
        Parallel.For(0, all.Length, i => (blocks[i], problems[i]) = read(all[i]));
        ImmutableArray<Diagnostic> failed = [.. problems.OfType<Diagnostic>()];
        return failed.IsEmpty
            ? new(new SampleSet([.. blocks], all, [.. all.Select(p => Path.GetDirectoryName(p) ?? "")], range), [])
            : new(null, [.. failed.Take(5)]);
    }

    /// <summary>A file with all inputs of one sample after the other.</summary>
    /// <param name="format">The network whose inputs the file holds, in their types; samples become reals by its scales.</param>
    /// <param name="channelsFirst">Images in the file have their channels first.</param>
    public static Outcome<SampleSet> Raw(string path, Graph format, Graph graph, bool channelsFirst, int most)
    {
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return new(null, file.Diagnostics);
        var tensors = format.Inputs.Select(id => format[id]).ToImmutableArray();
        var size = tensors.Sum(t => (long)t.SizeBytes);
        if (bytes.Length == 0 || bytes.Length % size != 0 || tensors.Length != graph.Inputs.Length
            || tensors.Zip(graph.Inputs).Any(pair => pair.First.Shape.ElementCount != graph[pair.Second].Shape.ElementCount))
            return new(null,
                [CommandLineDiagnostics.SizeDiffers(path, bytes.LongLength, $"a sample of '{format.Name}' has {TensorText.Count(size)}")]);
        var count = Math.Min(bytes.LongLength / size, MostSamples);
        var used = (int)Math.Min(count, most);
        var samples = ImmutableArray.CreateBuilder<ImmutableArray<ReadOnlyMemory<byte>>>(used);
        for (var i = 0; i < used; i++)
        {
            var at = (i * count / used) * size;
            var blocks = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(tensors.Length);
            foreach (var tensor in tensors)
            {
                var reals = NetworkRuns.Reals(tensor, bytes.AsSpan((int)at, tensor.SizeBytes));
                blocks.Add(MemoryMarshal.AsBytes((channelsFirst ? ChannelsLast(tensor.Shape, reals) : reals).AsSpan()).ToArray());
                at += tensor.SizeBytes;
            }

            samples.Add(blocks.MoveToImmutable());
        }

        return new(new SampleSet(samples.ToImmutable(), [.. Enumerable.Range(0, used).Select(i => $"#{i * count / used}")], [], null), []);
    }

    private static float[] ChannelsLast(Shape shape, float[] reals)
    {
        if (shape.Rank != 4)
            return reals;
        var (pixels, channels) = (shape.Height * shape.Width, shape.Channels);
        var moved = new float[reals.Length];
        for (var i = 0; i < reals.Length; i++)
        {
            var (batch, rest) = Math.DivRem(i, pixels * channels);
            moved[(batch * pixels * channels) + (rest % pixels * channels) + (rest / pixels)] = reals[i];
        }

        return moved;
    }

    /// <summary>Every picture below a folder, by name.</summary>
    public static (ImmutableArray<string> Paths, Diagnostic? Trouble) Find(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden };
        try
        {
            if (!Directory.Exists(folder))
                return ([],
                    CommandLineDiagnostics.CannotRead(folder, File.Exists(folder)
                        ? "this is a file, not a folder"
                        : "the folder does not exist", null));
            return ([.. Directory.EnumerateFiles(folder, "*", options).Where(IsPicture).Order(StringComparer.Ordinal)], null);
        }
        catch (Exception e) when (FileWriting.IsFileTrouble(e))
        {
            return ([], CommandLineDiagnostics.CannotRead(folder, e.Message, null));
        }
    }

    private static bool IsPicture(string path) => Extensions.Contains(Path.GetExtension(path).ToLowerInvariant());

    private static (ReadOnlyMemory<byte> Block, Diagnostic? Problem) Picture(
        string path, PictureShape shape, PixelMeaning meaning, CameraLens? lens)
    {
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return (default, file.Diagnostics[0]);
        var (picture, problem) = PictureFile.Decode(bytes);
        if (picture is null)
            return (default, CommandLineDiagnostics.ImageUnusable(path, problem));
        if (lens is not null)
            return (lens.Look(picture, meaning), null);
        var pixels = picture.For(shape).Pixels.Span;
        var reals = new float[pixels.Length];
        for (var i = 0; i < reals.Length; i++)
            reals[shape.At(i)] = meaning.Of(pixels[i], i % shape.Channels);
        return (MemoryMarshal.AsBytes(reals.AsSpan()).ToArray(), null);
    }
}
