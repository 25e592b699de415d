using System.Text;
using MobileNetV2.CodeGen.Simulation.Benchmarking;

namespace MobileNetV2.CodeGen.Simulation.Tests.Benchmarking;

public class CallGraphTests
{
    [Fact]
    public void The_deepest_chain_counts() =>
        Assert.Equal(8 + 16 + 32, new CallGraph([Node("root", 8) + Node("a", 16) + Node("b", 24) + Node("c", 32)
            + Edge("root", "a") + Edge("root", "b") + Edge("a", "c")]).DeepestBytes("root"));

    [Fact]
    public void A_weak_function_of_another_file_is_found_by_its_own_name() =>
        Assert.Equal(
            8 + 16 + 32 + 64,
            new CallGraph([
                Node("root", 8) + Edge("root", "kernel"),
                Node("kernel.c:kernel", 16) + Edge("kernel.c:kernel", "other"),
                Node("other.c:other", 32) + Edge("other.c:other", "other.c:inner") + Node("other.c:inner", 64),
            ]).DeepestBytes("root"));

    [Fact]
    public void A_call_through_a_pointer_reaches_functions_that_nobody_names() =>
        Assert.Equal(
            8 + 40, new CallGraph([Node("root", 8) + Node("m.c:step", 40) + Edge("root", "__indirect_call")]).DeepestBytes("root"));

    [Fact]
    public void Many_functions_behind_pointers_that_call_through_pointers_take_no_time()
    {
        var file = new StringBuilder(Node("root", 8) + Edge("root", "__indirect_call") + Node("kernel", 100));
        for (var i = 0; i < 200; i++)
        {
            var name = $"m.c:stage_{i}";
            file.Append(Node(name, 16) + Edge(name, "__indirect_call") + Edge(name, "kernel"));
        }

        Assert.Equal(8 + 16 + 16 + 100, new CallGraph([file.ToString()]).DeepestBytes("root"));
    }

    private static string Node(string name, int bytes) =>
        $$"""node: { title: "{{name}}" label: "{{name}}\nm.c:1:1\n{{bytes}} bytes (static)" }""" + "\n";

    private static string Edge(string from, string to) =>
        $$"""edge: { sourcename: "{{from}}" targetname: "{{to}}" label: "m.c:2:2" }""" + "\n";
}
