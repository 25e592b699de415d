using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Reads the files of <c>--input</c> into one block of bytes for each input of the network.</summary>
internal static class InputFiles
{
    private const string Known = ".bin, .npy, .png, .jpg, .jpeg, .bmp";

    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".bmp"];

    private const string KnownTensors = ".bin, .npy";

    public static Outcome<InputSet> Read(Graph graph, IReadOnlyList<string> paths, PixelChoice pixels) =>
        CameraPicture.CameraOf(graph) is { } camera && paths.Count == 1 && Pictures.Contains(Extension(paths[0]))
            ? FromCamera(paths[0], graph, camera)
            : Read([.. graph.Inputs.Select(id => graph[id])], paths, "--input", "input", pixels);

    /// <summary>The same for several inferences in a row: a raw file that holds a whole number of them, at least two,
    /// is cut into them.</summary>
    public static Outcome<InputSequence> ReadInOrder(Graph graph, IReadOnlyList<string> paths, PixelChoice pixels)
    {
        ImmutableArray<Tensor> inputs = [.. graph.Inputs.Select(id => graph[id])];
        var total = inputs.Sum(t => (long)t.SizeBytes);
        if (paths.Count != 1 || Extension(paths[0]) != ".bin" || FileReading.ReadAll(paths[0]).Value is not { } bytes
            || bytes.LongLength % total != 0 || bytes.LongLength <= total)
        {
            var single = Read(graph, paths, pixels);
            return new(single.Value is { } set ? new InputSequence([set]) : null, single.Diagnostics);
        }

        return new(
            new InputSequence([.. Enumerable.Range(0, (int)(bytes.LongLength / total)).Select(i => Cut(bytes, (int)(i * total), inputs))]),
            []);
    }

    /// <summary>Files of other tensors: raw or arrays, no pictures.</summary>
    /// <param name="option">That names the files.</param>
    /// <param name="what">The tensors, for people.</param>
    public static Outcome<InputSet> Read(ImmutableArray<Tensor> tensors, IReadOnlyList<string> paths, string option, string what) =>
        Read(tensors, paths, option, what, null);

    private static Outcome<InputSet> Read(
        ImmutableArray<Tensor> inputs, IReadOnlyList<string> paths, string option, string what, PixelChoice? pixels)
    {
        if (paths.Count == 1 && inputs.Length > 1 && Extension(paths[0]) == ".bin")
            return ReadAllInOne(paths[0], inputs, what);
        if (paths.Count != inputs.Length)
            return new(null, [CommandLineDiagnostics.CountDiffers(option, paths.Count, inputs.Length, what)]);

        var read = inputs.Select((input, i) => ReadOne(paths[i], input, what, pixels)).ToImmutableArray();
        var diagnostics = read.SelectMany(r => r.Diagnostics).ToImmutableArray();
        return read.All(r => r.Value is not null)
            ? new(new InputSet([.. read.Select(r => (ReadOnlyMemory<byte>)r.Value!)]), diagnostics)
            : new(null, diagnostics);
    }

    private static Outcome<InputSet> ReadAllInOne(string path, ImmutableArray<Tensor> inputs, string what)
    {
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return new(null, file.Diagnostics);
        var total = inputs.Sum(t => (long)t.SizeBytes);
        if (bytes.LongLength != total)
            return new(null,
                [CommandLineDiagnostics.SizeDiffers(
                    path, bytes.LongLength, $"the {inputs.Length} {what}s together need {TensorText.Count(total)}")]);
        return new(Cut(bytes, 0, inputs), []);
    }

    /// <summary>The inputs one after the other from a place in a file.</summary>
    private static InputSet Cut(byte[] bytes, int offset, ImmutableArray<Tensor> inputs)
    {
        var blocks = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(inputs.Length);
        foreach (var input in inputs)
        {
            blocks.Add(bytes.AsMemory(offset, input.SizeBytes));
            offset += input.SizeBytes;
        }

        return new InputSet(blocks.ToImmutable());
    }

    private static Outcome<byte[]> ReadOne(string path, Tensor input, string what, PixelChoice? pixels)
    {
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return file;
        return Extension(path) switch
        {
            ".bin" => Raw(path, bytes, input, what),
            ".npy" => Npy(path, bytes, input, what),
            var extension when Pictures.Contains(extension) && pixels is not null => Image(path, bytes, input, pixels),
            _ => new(null, [CommandLineDiagnostics.KindUnknown(path, pixels is null ? KnownTensors : Known)]),
        };
    }

    private static Outcome<byte[]> Raw(string path, byte[] bytes, Tensor input, string what) => bytes.Length == input.SizeBytes
        ? new(bytes, [])
        : new(null, [CommandLineDiagnostics.SizeDiffers(path, bytes.LongLength,
            $"{what} '{input.Name}' ({TensorText.Type(input.Type)} {input.Shape}) needs {TensorText.Count(input.SizeBytes)}")]);

    private static Outcome<byte[]> Npy(string path, byte[] bytes, Tensor input, string what)
    {
        var (array, problem) = NpyFormat.Read(bytes);
        if (array is null)
            return new(null, [CommandLineDiagnostics.NpyUnusable(path, problem)]);
        if (array.Fits(input.Shape) && array.Type == input.Type)
            return new(array.Data.ToArray(), []);
        // What a program in Python has before it quantizes; the scale says how.
        return array.Fits(input.Shape) && array.Type == ElementType.Float32 && RealNumbers.Fit(input)
            ? new(RealNumbers.Quantize(array.Data.Span, input), [])
            : new(null, [CommandLineDiagnostics.NpyDiffers(path, $"{TensorText.Type(array.Type)} {array.ShapeText}", what, input)]);
    }

    private static Outcome<byte[]> Image(string path, byte[] bytes, Tensor input, PixelChoice pixels)
    {
        if (!PictureInput.Takes(input))
            return new(null, [CommandLineDiagnostics.NotAnImage(path, input)]);
        if (PictureShape.Of(input.Shape)?.Channels != 3
            && pixels is { Numbers: null, Normalization: Normalization.ImageNet } or { Numbers.Channels: > 1 })
            return new(null, [CommandLineDiagnostics.NormalizationUnfit(input)]);
        var (picture, problem) = PictureFile.Decode(bytes);
        return picture is null
            ? new(null, [CommandLineDiagnostics.ImageUnusable(path, problem)])
            : new(
                PictureInput.Convert(picture, input, pixels),
                PictureInput.LooksLikeAPicture(input) ? [] : [CommandLineDiagnostics.HardlyAnImage(path, input)]);
    }

    private static Outcome<InputSet> FromCamera(string path, Graph graph, CameraImage camera)
    {
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return new(null, file.Diagnostics);
        var (picture, problem) = PictureFile.Decode(bytes);
        return picture is null
            ? new(null, [CommandLineDiagnostics.ImageUnusable(path, problem)])
            : new(new InputSet([.. CameraPicture.Convert(picture, graph, camera).Select(b => (ReadOnlyMemory<byte>)b)]), []);
    }

    private static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();
}
