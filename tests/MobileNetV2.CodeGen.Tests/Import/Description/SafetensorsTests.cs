using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Import.Description.Weights;

namespace MobileNetV2.CodeGen.Tests.Import.Description;

public sealed class SafetensorsTests
{
    [Fact]
    public void Entries_are_views_of_the_file()
    {
        var file = SafetensorsFiles.Make(
            """{"__metadata__":{"a":"b"},"x":{"dtype":"I16","shape":[2],"data_offsets":[2,6]}"""
                + ""","y":{"dtype":"U8","shape":[2,1],"data_offsets":[0,2]}}  """,
            [1, 2, 3, 4, 5, 6]);
        var entries = SafetensorsReader.Read(file, "w", new DescriptionErrors("m"))!;
        Assert.Equal(["x", "y"], entries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(ElementType.Int16, entries["x"].Type);
        Assert.Equal([3, 4, 5, 6], entries["x"].Data.ToArray());
        Assert.Equal([1, 2], entries["y"].Data.ToArray());
        Assert.True(entries["x"].Data.Span.Overlaps(file));
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"I8","shape":[4],"data_offsets":[0,5]}}""", "'x' has data_offsets outside the 4 bytes of data")]
    [InlineData("""{"x":{"dtype":"I8","shape":[4],"data_offsets":[-1,3]}}""", "'x' has data_offsets outside the 4 bytes of data")]
    [InlineData("""{"x":{"dtype":"I8","shape":[4],"data_offsets":[4,0]}}""", "'x' has data_offsets outside the 4 bytes of data")]
    [InlineData("""{"x":{"dtype":"I32","shape":[4],"data_offsets":[0,4]}}""", "'x' is I32 [4] but has 4 bytes of data")]
    [InlineData("""{"x":{"dtype":"I8","shape":[4294967296,4294967296],"data_offsets":[0,4]}}""",
        "'x' is I8 [4294967296, 4294967296] but has 4 bytes of data")]
    [InlineData("""{"x":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""",
        "'x' has the dtype 'F16', known are BOOL, F32, I16, I32, I64, I8, U8")]
    [InlineData("""{"x":{"dtype":"I8","shape":[1,1,1,1,1,1,1,1,4],"data_offsets":[0,4]}}""",
        "'x' has a shape that is not a list of at most 8 sizes")]
    [InlineData("""{"x":{"dtype":"I8","shape":[4]}}""", "'x' lacks dtype, shape or data_offsets")]
    [InlineData("""{"x":4}""", "'x' lacks dtype, shape or data_offsets")]
    [InlineData("""[1]""", "the header is not a JSON object")]
    [InlineData("""{"x":""", "the header is not JSON: ")]
    [InlineData("""{"x":{"dtype":"I8","shape":[3],"data_offsets":[0,3]},"y":{"dtype":"I8","shape":[2],"data_offsets":[2,4]}}""",
        "'y' begins at byte 2 of the data, the tensor before ends at 3")]
    [InlineData("""{"x":{"dtype":"I8","shape":[1],"data_offsets":[0,1]},"y":{"dtype":"I8","shape":[2],"data_offsets":[2,4]}}""",
        "'y' begins at byte 2 of the data, the tensor before ends at 1")]
    [InlineData("""{"x":{"dtype":"I8","shape":[3],"data_offsets":[0,3]}}""", "the tensors end at byte 3 of the data, which has 4")]
    [InlineData("""{"x":{"dtype":"I8","shape":[2],"data_offsets":[0,2]},"x":{"dtype":"I8","shape":[2],"data_offsets":[2,4]}}""",
        "'x' is there twice")]
    public void A_header_that_contradicts_itself_or_the_file_is_refused(string header, string expected) =>
        AssertRefused(SafetensorsFiles.Make(header, new byte[4]), expected);

    [Fact]
    public void A_file_shorter_than_its_header_is_refused()
    {
        AssertRefused([1, 2, 3], "the file has 3 bytes, a safetensors file has at least 8");
        AssertRefused(
            SafetensorsFiles.Make("{}" + new string(' ', DescriptionImporter.LargestBytes), []),
            "the header has 8388610 bytes, at most 8388608 are read");
        AssertRefused([255, 255, 255, 255, 255, 255, 255, 255, 1],
            "the header is said to have 18446744073709551615 bytes, the file has 1 after the length");
    }

    private static void AssertRefused(byte[] file, string expected)
    {
        var errors = new DescriptionErrors("m");
        Assert.Null(SafetensorsReader.Read(file, "w.safetensors", errors));
        var diagnostic = Assert.Single(errors.ToImmutable());
        Assert.Equal(("MNV1122", "w.safetensors"), (diagnostic.Code, diagnostic.Location));
        Assert.StartsWith(expected, diagnostic.Message, StringComparison.Ordinal);
    }
}
