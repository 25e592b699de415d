using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Architecture;

public sealed class RoomsTests
{
    [Fact]
    public void The_rooms_of_the_simulation_use_each_other_one_way_and_as_the_picture_says() =>
        HousePicture.Check("the simulation", typeof(Verifier).Assembly, Room);

    /// <summary>What projects share is compiled into each, in a namespace of its own.</summary>
    private static string Room(string space) => space.Split('.') switch
    {
        [_, _, "Simulation"] => "(root)",
        [_, _, "Simulation", var room, ..] => room,
        [.., var shared] => shared,
        [] => "",
    };
}
