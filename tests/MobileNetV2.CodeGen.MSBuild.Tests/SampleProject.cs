using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Export;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Import.Onnx;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.MSBuild.Tests;

/// <summary>A project that a user could have: in a folder whose name is not kind to tools, with a small network.</summary>
internal sealed class SampleProject
{
    private readonly PackedFeed _feed;

    /// <param name="name">Of the folder and of the project file, whose extension decides what it is.</param>
    public SampleProject(PackedFeed feed, string name)
    {
        _feed = feed;
        ProjectFile = name;
        Folder = Path.Combine(feed.ProjectsRoot, "Ann's Größe & más " + Path.GetFileNameWithoutExtension(name));
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string ProjectFile { get; }

    public string this[string relativePath] => Path.Combine(Folder, relativePath);

    /// <summary>A description and its weights; another seed gives other weights of the same size.</summary>
    public void WriteModel(string name, ulong seed = 1)
    {
        var graph =
            MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 16, Classes = 3, Seed = seed, Name = name });
        foreach (var file in DescriptionWriter.Write(graph, name))
        {
            using var stream = File.Create(this[file.RelativePath]);
            file.Write(stream);
        }
    }

    /// <summary>A float network of one convolution: 16 x 16 pixels become 5 channels.</summary>
    public void WriteFloatModel(string name)
    {
        var (shape, weights) = (new Shape(1, 16, 16, 3), new float[5 * 3]);
        for (var i = 0; i < weights.Length; i++)
            weights[i] = ((i * 7 % 11) - 5) / 10f;
        Tensor[] tensors =
        [
            new(new TensorId(0), "x", shape, ElementType.Float32, null, null),
            new(new TensorId(1), "w", new Shape(5, 1, 1, 3), ElementType.Float32, null, MemoryMarshal.AsBytes(weights.AsSpan()).ToArray()),
            new(new TensorId(2), "y", new Shape(1, 16, 16, 5), ElementType.Float32, null, null),
        ];
        Conv2D conv = new(
            new OperatorId(0), [new(0), new(1)], [new(2)], Size2D.One, Size2D.One, default, Activation.Relu);
        var graph = new Graph(name, [.. tensors], [conv], [new(0)], [new(2)]);
        File.WriteAllBytes(this[name + ".tflite"], TfLiteWriter.Write(graph).Sound());
    }

    /// <summary>A convolution and its activation, channels first, as PyTorch writes them.</summary>
    public void WriteOnnxModel(string name)
    {
        var onnx = new TestOnnx();
        onnx.Output(onnx.Node("Relu", [onnx.Node("Conv", [onnx.Input(1, 3, 16, 16), onnx.Random(5, 3, 3, 3), onnx.Random(5)])]));
        File.WriteAllBytes(this[name + ".onnx"], onnx.Build());
    }

    /// <summary>A bitmap of 16 x 16 pixels, one colour with a gradient.</summary>
    public void WritePicture(string relativePath, int level)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relativePath])!);
        var bytes = new byte[54 + (16 * 16 * 3)];
        "BM"u8.CopyTo(bytes);
        foreach (var (at, value) in new[] { (2, bytes.Length), (10, 54), (14, 40), (18, 16), (22, 16), (26, 1), (28, 24) })
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), at == 26 ? value | (24 << 16) : value);
        bytes.AsSpan(30, 4).Clear();
        for (var i = 54; i < bytes.Length; i++)
            bytes[i] = (byte)Math.Min(255, level + (i % 30));
        File.WriteAllBytes(this[relativePath], bytes);
    }

    /// <param name="items">Inside an ItemGroup.</param>
    /// <param name="frameworks">Several are separated by semicolons.</param>
    public void WriteCSharp(string items, string frameworks = "net10.0") =>
        File.WriteAllText(this[ProjectFile], string.Create(CultureInfo.InvariantCulture, $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework{(frameworks.Contains(';') ? "s" : "")}>{frameworks}</TargetFramework{(frameworks.Contains(';') ? "s" : "")}>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="MobileNetV2.CodeGen.MSBuild" Version="*" PrivateAssets="all" />
            {items}
          </ItemGroup>
        </Project>
        """));

    /// <summary><c>dotnet ARGUMENTS</c> in the project's folder.</summary>
    public (int ExitCode, string Output) Run(params string[] arguments) => DotNet.Run(Folder, _feed.Cache, arguments);

    /// <summary>The same, and it must succeed.</summary>
    public string Do(params string[] arguments)
    {
        var (exitCode, output) = Run(arguments);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>Only the target that generates, which a full build runs too.</summary>
    public string Generate() => Do("msbuild", "-nologo", "-t:MobileNetCompile", ProjectFile);

    /// <summary>Every file below the folder with its time.</summary>
    public Dictionary<string, DateTime> Times(string below) => Directory
        .EnumerateFiles(this[below], "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(Folder, f), File.GetLastWriteTimeUtc, StringComparer.Ordinal);
}
