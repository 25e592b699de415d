using MobileNetV2.CodeGen.Export;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Import.Onnx;
using MobileNetV2.CodeGen.Tests.Shared;
using SkiaSharp;

namespace MobileNetV2.CodeGen.Fuzz;

/// <summary>Good inputs of every format that this program can make.</summary>
internal static class Seeds
{
    private const int LargestSeed = 6000;

    private const string Board = """
        {
          "name": "board", "title": "T", "inherits": "cortex-m4", "compilerFlags": ["-mcpu=cortex-m4", "-mthumb"],
          "alignmentBytes": 16, "cmsisNnDefines": ["X=1"], "features": { "dsp": true, "mve": false, "fpu": true },
          "preferredKernels": "cmsis-nn", "emulatedBy": null,
          "regions": [
            { "name": "ram", "originAddress": "0x20000000", "sizeBytes": 65536, "holds": "arena" },
            { "name": "flash", "originAddress": "0x08000000", "sizeBytes": 1048576, "holds": "flash" }
          ],
          "emulator": { "machine": "mps2-an386", "clockHz": 25000000, "codeRegion": "flash", "constantsRegion": "flash",
            "dataRegion": "ram", "arenaRegion": "ram" },
          "sources": [{ "document": "d", "section": "s" }]
        }
        """;

    public static void Write(string folder)
    {
        foreach (var format in FuzzedFormat.All)
            Directory.CreateDirectory(Path.Combine(folder, format.Name));
        foreach (var kind in RandomGraphs.Kinds)
            Network(folder, kind.ToLowerInvariant(), RandomGraphs.Single(kind, 1));
        for (ulong seed = 0; seed < 12; seed++)
            Network(folder, $"network_{seed}", RandomGraphs.Network(seed));
        foreach (var (name, data) in Onnx())
            File.WriteAllBytes(Path.Combine(folder, "onnx", name), data);
        var plan = Compiler.Plan(
            new CompileRequest(RandomGraphs.Network(3), "net", new string('0', 64), TargetCatalog.All.First(t => t.Name == "cortex-m4")));
        File.WriteAllText(Path.Combine(folder, "plan", "network"), plan.Sound().ToJson());
        File.WriteAllText(Path.Combine(folder, "target", "board"), Board);
        File.WriteAllBytes(Path.Combine(folder, "npy", "int8"), [
            0x93, .. "NUMPY"u8, 1, 0, 70, 0,
            .. "{'descr': '|i1', 'fortran_order': False, 'shape': (1, 4, 4, 3), }      \n"u8, .. new byte[48]]);
        File.WriteAllBytes(Path.Combine(folder, "npy", "float"), [
            0x93, .. "NUMPY"u8, 2, 0, 68, 0, 0, 0,
            .. "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }          \n"u8, .. new byte[16]]);
        using var picture = new SKBitmap(9, 7);
        for (var i = 0; i < 9 * 7; i++)
            picture.SetPixel(i % 9, i / 9, new SKColor((byte)(i * 4), (byte)(255 - i), (byte)(i * i % 256)));
        foreach (var form in new[] { SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp })
        {
            using var encoded = picture.Encode(form, 80);
            File.WriteAllBytes(Path.Combine(folder, "picture", form.ToString().ToLowerInvariant()), encoded.ToArray());
        }
    }

    private static void Network(string folder, string name, Graph graph)
    {
        if (TfLiteWriter.Write(graph).Value is { Length: <= LargestSeed } file)
            File.WriteAllBytes(Path.Combine(folder, "tflite", name), file);
        using var description = new MemoryStream();
        var parts = DescriptionWriter.Write(graph, "net");
        foreach (var part in parts.OrderBy(f => f.RelativePath.EndsWith(".json", StringComparison.Ordinal) ? 0 : 1))
        {
            if (description.Length > 0)
                description.WriteByte(0);
            part.Write(description);
        }

        if (description.Length <= LargestSeed)
            File.WriteAllBytes(Path.Combine(folder, "description", name), description.ToArray());
    }

    private static IEnumerable<(string Name, byte[] File)> Onnx()
    {
        yield return ("convolution", Made(n => n.Node(
            "Relu", [n.Node("Conv", [n.Input(1, 3, 6, 6), n.Random(4, 3, 3, 3), n.Random(4)], ("pads", new[] { 1, 1, 1, 1 }))])));
        yield return ("classifier", Made(n => n.Node(
            "Softmax",
            [n.Node("Gemm", [n.Node("Flatten", [n.Node("GlobalAveragePool", [n.Input(1, 3, 4, 4)])]), n.Random(5, 3)], ("transB", 1))])));
        yield return ("quantized", Made(n =>
        {
            var (scale, zero) = (n.Floats([], 0.05f), n.Bytes([], 3));
            var quantized = n.Node("QuantizeLinear", [n.Input(1, 2, 5, 5), scale, zero]);
            var filter = n.Node("DequantizeLinear", [n.Bytes([3, 2, 1, 1], 1, -2, 3, 4, -5, 6), n.Floats([], 0.01f), n.Bytes([], 0)]);
            var result = n.Node("Conv", [n.Node("DequantizeLinear", [quantized, scale, zero]), filter]);
            return n.Node("DequantizeLinear", [n.Node("QuantizeLinear", [result, scale, zero]), scale, zero]);
        }));
        yield return ("shapes", Made(n => n.Node(
            "Reshape", [n.Node("Concat", [n.Node("Transpose", [n.Input(1, 3, 4, 4)], ("perm", new[] { 0, 2, 3, 1 })), n.Random(1, 4, 4, 2)],
                ("axis", -1)), n.Integers(1, -1)])));
        yield return ("external", Made(n => n.Node("Conv", [n.Input(1, 3, 6, 6), n.External([4, 3, 3, 3], "net.data", 16, 432)])));
    }

    private static byte[] Made(Func<TestOnnx, string> body)
    {
        var onnx = new TestOnnx();
        onnx.Output(body(onnx));
        return onnx.Build();
    }
}
