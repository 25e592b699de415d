using System.Text;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Tests.Inputs;

public class NpyFormatTests
{
    private static readonly byte[] SixBytes = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_of_the_format_is_read(byte version)
    {
        var (array, problem) = NpyFormat.Read(Npy("{'descr': '|i1', 'fortran_order': False, 'shape': (2, 3), }", SixBytes, version));

        Assert.Equal("", problem);
        Assert.Equal(ElementType.Int8, array!.Type);
        Assert.Equal("2x3", array.ShapeText);
        Assert.Equal(SixBytes, array.Data.ToArray());
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (6,), }", "its element type is '<f8'")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (6,), }", "its element type is '>f4'")]
    [InlineData("{'descr': '|i1', 'fortran_order': True, 'shape': (2, 3), }", "it is in Fortran order")]
    [InlineData("{'descr': '|i1', 'fortran_order': False, 'shape': (7,), }", "its shape needs 7 bytes of data, the file has 6")]
    [InlineData("{'descr': '|i1', 'fortran_order': False, 'shape': (99999, 99999, 99999, 99999), }",
        "its shape needs 99996000059999600001 bytes of data, the file has 6")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647, 2147483647, 4), }",
        "its shape needs 340282366287113163791981764315006894096 bytes of data, the file has 6")]
    [InlineData("{'descr': '|i1', 'fortran_order': False, 'shape': (99999999999,), }", "'99999999999' is no dimension")]
    [InlineData("{'descr': '|i1', 'fortran_order': False, 'shape': (-6,), }", "'-6' is no dimension")]
    [InlineData("{'descr': [('a', '|i1')], 'fortran_order': False, 'shape': (6,), }", "the header has no simple 'descr'")]
    [InlineData("{'descr': '|i1', 'fortran_order': False, }", "the header has no 'shape'")]
    public void What_cannot_be_used_is_named(string header, string problem) =>
        Assert.Equal(problem, NpyFormat.Read(Npy(header, SixBytes)).Problem);

    [Fact]
    public void Every_truncation_is_a_problem_and_no_crash()
    {
        var whole = Npy("{'descr': '|i1', 'fortran_order': False, 'shape': (6,), }", SixBytes);
        for (var length = 0; length < whole.Length; length++)
            Assert.NotEqual("", NpyFormat.Read(whole.AsMemory(0, length)).Problem);
    }

    [Fact]
    public void A_shape_of_any_size_is_a_problem_and_no_crash()
    {
        var shape = string.Concat(Enumerable.Repeat("2147483647,", 33));
        for (var rank = 1; rank <= 33; rank++)
            Assert.NotEqual("",
                NpyFormat.Read(Npy($"{{'descr': '|i1', 'fortran_order': False, 'shape': ({shape[..(11 * rank)]}), }}", SixBytes,
                    version: 2)).Problem);
    }

    [Fact]
    public void A_header_longer_than_any_is_not_searched()
    {
        byte[] file = [0x93, .. "NUMPY"u8, 2, 0, 0, 0, 16, 0, .. new byte[1 << 20]];

        Assert.Equal("its header has 1048576 bytes, more than 65535", NpyFormat.Read(file).Problem);
    }

    [Theory]
    [InlineData(ElementType.Int8)]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Int64)]
    public void What_is_written_is_read_again(ElementType type)
    {
        var tensor = new Tensor(new TensorId(0), "x", new Shape(1, 3), type);
        var data = Enumerable.Range(0, tensor.SizeBytes).Select(i => (byte)i).ToArray();
        using var stream = new MemoryStream();

        NpyFormat.Write(stream, tensor, data);
        var (array, problem) = NpyFormat.Read(stream.ToArray());

        Assert.Equal("", problem);
        Assert.Equal(type, array!.Type);
        Assert.True(array.Fits(tensor.Shape));
        Assert.Equal(data, array.Data.ToArray());
        Assert.Equal(0, (stream.Length - data.Length) % 64);
    }

    [Fact]
    public void Leading_ones_do_not_matter_for_the_fit()
    {
        var (array, _) = NpyFormat.Read(Npy("{'descr': '|i1', 'fortran_order': False, 'shape': (2, 3), }", SixBytes));

        Assert.True(array!.Fits(new Shape(1, 2, 3)));
        Assert.False(array.Fits(new Shape(3, 2)));
        Assert.False(array.Fits(new Shape(2, 3, 1)));
    }

    internal static byte[] Npy(string header, byte[] data, byte version = 1)
    {
        var text = Encoding.ASCII.GetBytes(header + "\n");
        byte[] length = [(byte)(text.Length % 256), (byte)(text.Length / 256), .. version == 1 ? Array.Empty<byte>() : [0, 0]];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }
}
