using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Files;

public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly string _path;
    private readonly string _weights;

    public ModelFileTests()
    {
        _path = _temporary.File("net.json");
        _weights = _temporary.File("net.safetensors");
        CliResult.Of("new", "mobilenet_v2", "--width", "0.1", "--resolution", "8", "--classes", "2", "--output", _path);
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void The_digest_of_a_description_covers_its_weights()
    {
        var before = ModelFile.Load(_path).Value!.Sha256;
        var bytes = File.ReadAllBytes(_weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_weights, bytes);

        Assert.NotEqual(before, ModelFile.Load(_path).Value!.Sha256);
    }

    [Fact]
    public void A_missing_weights_file_is_the_only_complaint()
    {
        File.Delete(_weights);
        Assert.Equal("MNV1121", Assert.Single(ModelFile.Load(_path).Diagnostics).Code);
    }

    [Fact]
    public void A_file_too_large_to_be_a_model_is_not_read()
    {
        using (var file = File.Create(_path))
            file.SetLength(600L * 1024 * 1024);

        var diagnostic = Assert.Single(ModelFile.Load(_path).Diagnostics);

        Assert.Equal(("MNV7001", "the file has more than 512 MiB"), (diagnostic.Code, diagnostic.Message));
    }
}
