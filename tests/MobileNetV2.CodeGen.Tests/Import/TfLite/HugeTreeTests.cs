using Google.FlatBuffers;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>Small files that describe enormous trees, because tables and vectors are shared.</summary>
public sealed class HugeTreeTests
{
    private const int Many = 50_000;

    [Fact]
    public void One_tensor_listed_very_often() => Refused("more tables than the file has room for", b =>
    {
        var tensors = TestVectors.Offsets(b, [.. Enumerable.Repeat(EmptyTable(b), Many)]);
        return Table(b, (0, tensors));
    });

    [Fact]
    public void One_list_of_inputs_shared_by_many_operators() => Refused("many times the file's size", b =>
    {
        var inputs = TestVectors.Int32s(b, new int[Many]);
        var operators = TestVectors.Offsets(b, [.. Enumerable.Range(0, 100).Select(_ => Table(b, (1, inputs)))]);
        return Table(b, (3, operators));
    });

    [Fact]
    public void One_shape_shared_by_many_tensors() => Refused("many times the file's size", b =>
    {
        var shape = TestVectors.Int32s(b, new int[Many]);
        var tensors = TestVectors.Offsets(b, [.. Enumerable.Range(0, 100).Select(_ => Table(b, (0, shape)))]);
        return Table(b, (0, tensors));
    });

    [Fact]
    public void One_buffer_shared_by_many_constants()
    {
        var model = new TestModel();
        var sum = model.Input(TestTensor.Int8("input", 4096));
        var first = model.Tensor(TestTensor.Filter("constant", 4096));
        for (var i = 0; i < 400; i++)
        {
            var constant = i == 0 ? first : model.Tensor(TestTensor.Filter("constant", 4096) with { Data = null, Buffer = 1 });
            var next = model.Tensor(TestTensor.Int8("sum", 4096));
            model.Operator(BuiltinOperator.Add, [sum, constant], [next]);
            sum = next;
        }

        model.Outputs.Add(sum);

        var diagnostics = model.Import().Diagnostics;

        Assert.Equal("MNV1004", diagnostics[0].Code);
        Assert.Contains("constants share their bytes", diagnostics[0].Message, StringComparison.Ordinal);
        Assert.True(diagnostics.Length < 400);
    }

    private static void Refused(string message, Func<FlatBufferBuilder, int> makeSubGraph)
    {
        var b = new FlatBufferBuilder(1024);
        var subGraphs = TestVectors.Offsets(b, [makeSubGraph(b)]);
        b.Finish(Table(b, (2, subGraphs)), "TFL3");
        var file = b.SizedByteArray();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var diagnostic = Assert.Single(ModelImporter.Import(file, "net.tflite", _ => null).Diagnostics);

        Assert.Equal(("MNV1004", "net.tflite"), (diagnostic.Code, diagnostic.Location));
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000 + file.Length);
    }

    private static int EmptyTable(FlatBufferBuilder b) => Table(b);

    private static int Table(FlatBufferBuilder b, params ReadOnlySpan<(int Slot, int Offset)> fields)
    {
        b.StartTable(11);
        foreach (var (slot, offset) in fields)
            b.AddOffset(slot, offset, 0);
        return b.EndTable();
    }
}
