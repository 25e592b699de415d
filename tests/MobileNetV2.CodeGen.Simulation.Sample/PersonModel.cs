using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Sample;

/// <summary>The model under test. Yours is a .tflite file beside the tests; here a small network is made,
/// so that the sample needs no file.</summary>
public sealed class PersonModel : IDisposable
{
    public const int Height = 32;
    public const int Width = 32;
    public const int Channels = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("person-").FullName;

    public PersonModel()
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = Height, Classes = 2, Name = "person" });
        foreach (var file in DescriptionWriter.Write(graph, "person"))
        {
            using var stream = File.Create(Path.Combine(_folder, file.RelativePath));
            file.Write(stream);
        }
    }

    /// <summary>What a firmware project calls <c>person.tflite</c>.</summary>
    public string FileName => Path.Combine(_folder, "person.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A picture as the camera's driver delivers it: 0 to 255 becomes -128 to 127.</summary>
    public static sbyte[] Gradient()
    {
        var pixels = new sbyte[Height * Width * Channels];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (sbyte)(i * 255 / pixels.Length - 128);
        return pixels;
    }
}
